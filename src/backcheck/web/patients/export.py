"""Everything kept about one person, as files that a person and a program can read.

docs/patient-export.md says what each holds; ``FORMAT`` changes with it.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from backcheck.knowledge.consents import Purpose, consents
from backcheck.knowledge.wording import label, languages
from backcheck.web.audit.event import Verb
from backcheck.web.audit.queries import events_about
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from . import queries
from .beside import seen_by
from .holding import told
from .known import Known

FORMAT = "backcheck-patient/1"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTACTS = ("kind", "value", "remark", "added_at", "removed_at")
_CONSENTS = (
    *("purpose", "text_version", "language", "how", "given_on", "recorded_at", "recorded_by"),
    *("withdrawn_at", "withdrawn_by", "why"),
)
_TRAIL = ("at", "who", "did", "details")


def handed_over(who: Member, known: Known) -> HttpResponse:
    """The export as a file of the browser, in no cache, and in the trail before it leaves."""
    told(who, known, Verb.EXPORT, note=who.may(Act.READ_CLINICAL))
    response = HttpResponse(exported(who, known), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="backcheck-{known.code}.zip"'
    return response


def exported(who: Member, known: Known) -> bytes:
    """A ZIP file. Clinical text is in it when who asks may read it."""
    whole = _whole(who, known)
    files = {
        "README.txt": _readme(known),
        "patient.json": json.dumps(whole, ensure_ascii=False, indent=2) + "\n",
        "contacts.csv": _table(_CONTACTS, whole["contacts"]),
        "consents.csv": _table(_CONSENTS, whole["consents"]),
        "trail.csv": _table(_TRAIL, _trail(known)),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return written.getvalue()


def _whole(who: Member, known: Known) -> dict[str, Any]:
    identity = queries.identity_of(known)
    reads = who.may(Act.READ_CLINICAL)
    note = queries.note_of(known) if reads else None
    return {
        "format": FORMAT,
        "exported_at": _instant(timezone.now()),
        "pseudonym": known.code,
        "sex": known.sex.value,
        "registered_at": _instant(known.registered_at),
        "last_contact_on": known.last_contact_on.isoformat() if known.last_contact_on else None,
        "identity": identity
        and {
            "given_name": identity.given_name,
            "family_name": identity.family_name,
            "identity_number": identity.identity_number,
            "born_on": identity.born_on,
            "language": identity.language,
        },
        "contacts": [_contact(each) for each in queries.contacts_of(known)],
        "consents": [_consent(each) for each in queries.consents_of(known)],
        "note": note
        and {
            "text": note.text,
            "written_at": _instant(note.written_at),
            "written_by": note.written_by.name,
        },
        **{key: told for each in seen_by(who) for key, told in each.given(known).items()},
    }


def _contact(row: Any) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "value": row.value,
        "remark": row.remark,
        "added_at": _instant(row.added_at),
        "removed_at": _instant(row.removed_at),
    }


def _consent(row: Any) -> dict[str, Any]:
    text = consents()[Purpose(row.purpose), row.version]
    return {
        "purpose": row.purpose,
        "text_version": row.version,
        "language": row.language,
        "how": row.how,
        "given_on": row.given_on.isoformat(),
        "recorded_at": _instant(row.recorded_at),
        "recorded_by": row.recorded_by.name,
        "withdrawn_at": _instant(row.withdrawn_at),
        "withdrawn_by": row.withdrawn_by.name if row.withdrawn_by else None,
        "why": row.why,
        "text": list(text.read(row.language)),
    }


def _trail(known: Known) -> Iterable[Mapping[str, Any]]:
    """Who looked, and what else was done, the latest first."""
    for event in events_about(known.clinic, known.item):
        yield {
            "at": _instant(event.at),
            "who": event.who_name,
            "did": event.verb,
            "details": event.details,
        }


def _instant(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """CSV for a spreadsheet: with a byte-order mark, and no cell that it would compute."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([[_cell(row[name]) for name in columns] for row in rows])
    return "\ufeff" + written.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _readme(known: Known) -> str:
    """What is what, in every language, each with the files that its lines are about."""
    return "\n\n".join("\n".join(_lines(known, language)) for language in languages()) + "\n"


def _lines(known: Known, language: str) -> Iterable[str]:
    yield label("page.export.title_of", language, pseudonym=known.code)
    yield ""
    yield f"patient.json: {label('page.export.json', language)}"
    yield f"contacts.csv: {label('page.export.contacts', language)}"
    yield f"consents.csv: {label('page.export.consents', language)}"
    yield f"trail.csv: {label('page.export.trail', language)}"
    yield ""
    yield label("page.export.cells", language)
