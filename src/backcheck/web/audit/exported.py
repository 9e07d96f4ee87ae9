"""What an export gives of the trail: each event as it was signed."""

from __future__ import annotations

COLUMNS = {
    "number": "the event's place in the trail of its installation",
    "at": "when it was recorded",
    "who_id": "the account that did it; empty for a part of the program",
    "who_name": "the name they had then",
    "verb": "what was done",
    "object_kind": "with what kind of thing",
    "object_id": "with which",
    "details": "short facts, as JSON",
    "previous_mac": "the code of the event before it in that installation",
    "mac": "the code of this event, which the key of that installation proves",
}
CHAIN = {"chain": "which trail: 1 is the first installation's, and so on"}
NOT_GIVEN = {
    "audit.AuditEvent": "given as trail.jsonl: it is written by the chain alone, never imported",
    "audit.ImportedEvent": "given as earlier-trail.jsonl, with the trail",
}
