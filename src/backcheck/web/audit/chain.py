"""A link of the trail: each carries a code over itself and the code of the one before.

Pure. Who has not the key can't compute a code; who changes, removes or moves an event breaks
the chain from there on.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

START = "0" * 64  # what stands before the first event
_FORM = 1  # of the payload; another form is another number, and verify has to know both


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An event as it is kept, without its own code.

    Attributes:
        number: 1, 2, 3 ... without a gap.
        at: an instant, to the microsecond.
        clinic: None for what concerns the whole installation.
        who_id: empty for a process.
        details: JSON, as ``details_text`` writes it.
        previous_mac: the code of the event before, in hexadecimal.
    """

    number: int
    at: datetime
    clinic: UUID | None
    who_id: str
    who_name: str
    verb: str
    object_kind: str
    object_id: str
    details: str
    previous_mac: str


def payload(link: Link) -> bytes:
    """What the code is computed over: ASCII, and never the same for two different events.

    A value of another type than it should have (a database may hold anything after somebody
    has been at it) is written as Python shows it, so that it makes another payload and no error.
    """
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds") if _is_instant(link.at) else 0
    parts = [
        *(_FORM, link.number, at, None if link.clinic is None else str(link.clinic)),
        *(link.who_id, link.who_name, link.verb, link.object_kind, link.object_id, link.details),
    ]
    return json.dumps(parts, separators=(",", ":"), default=repr).encode("ascii")


def _is_instant(at: object) -> bool:
    return isinstance(at, datetime) and at.tzinfo is not None


def mac(link: Link, key: bytes) -> str:
    """HMAC-SHA256 over the code before and the payload, in hexadecimal."""
    before = str(link.previous_mac).encode("utf-8", "surrogatepass")
    return hmac.new(key, before + b"\n" + payload(link), hashlib.sha256).hexdigest()
