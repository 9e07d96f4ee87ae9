"""What a patient's page shows, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backcheck.knowledge.consents import Purpose, consents, current
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.kit.days import day_told
from backcheck.web.kit.words import words
from backcheck.web.sealing import normal

from . import beside, queries
from .kinds import ContactKind, State
from .known import Known
from .models import Consent, Contact, Identity
from .named import HOW, KINDS, LANGUAGES, MEANINGS, PURPOSES, SEXES

_LEFT_TO_RIGHT = frozenset({ContactKind.MOBILE, ContactKind.PHONE, ContactKind.EMAIL})


@dataclass(frozen=True, slots=True)
class Stand:
    """A purpose: what it means, what stands, what was."""

    purpose: str
    name: str
    meaning: str
    given: Consent | None
    is_old: bool
    past: Sequence[Consent]


def patient_page(who: Member, known: Known) -> Mapping[str, Any]:
    """Everything of a patient that the reader's role may see."""
    identity = queries.identity_of(known)
    contacts = queries.contacts_of(known)
    sees_note = who.may(Act.READ_CLINICAL)
    ended = queries.ended(known)
    return {
        "patient": known,
        "is_open": known.state is State.OPEN,
        "name": identity.name if identity else "",
        "facts": _facts(known, identity),
        "contacts": [_contact(each) for each in contacts if each.removed_at is None],
        "removed": [_contact(each) for each in contacts if each.removed_at],
        "consents": stands(known),
        "sees_note": sees_note,
        "note": queries.note_of(known) if sees_note else None,
        "ended_on": day_told(ended.ended_at),
        "ended_by": ended.ended_by.name if ended.ended_by else "",
        "kept_until": day_told(queries.kept_until(known)),
        "beside": _beside(who, known) if identity else [],
        **_may(who, known),
    }


def _beside(who: Member, known: Known) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """The parts of other apps: the template of each, and what it shows."""
    return [(each.template, each.shown(who, known)) for each in beside.seen_by(who)]


def _may(who: Member, known: Known) -> Mapping[str, bool]:
    is_open = known.state is State.OPEN
    return {
        "may_write": is_open and who.may(Act.WRITE_IDENTITY),
        "may_consent": is_open and who.may(Act.WRITE_CONSENT),
        "may_note": is_open and who.may(Act.WRITE_CLINICAL),
        "may_export": known.state is not State.ERASED and who.may(Act.EXPORT_PATIENT),
        "may_erase": known.state is not State.ERASED and who.may(Act.ERASE_PATIENT),
        "may_see_who": who.may(Act.SEE_WHO_LOOKED),
    }


def _facts(known: Known, identity: Identity | None) -> Sequence[tuple[str, str, str]]:
    """Names, values, and the direction of each value."""
    if identity is None:
        return []
    rows = (
        (words("page.patients.born_on"), day_told(queries.day(identity.born_on)), "auto"),
        (words("page.patients.sex"), str(SEXES[known.sex.value]), "auto"),
        (words("page.patients.identity_number"), identity.identity_number or "", "ltr"),
        (words("page.patients.language"), str(LANGUAGES[identity.language]), "auto"),
        (words("page.patients.registered"), day_told(known.registered_at), "auto"),
    )
    return [row for row in rows if row[1]]


def _contact(row: Contact) -> Mapping[str, Any]:
    kind = ContactKind(row.kind)
    href = ""
    if kind in (ContactKind.MOBILE, ContactKind.PHONE):
        href = f"tel:{normal.phone(row.value)}"
    return {
        "id": row.pk,
        "kind": str(KINDS[row.kind]),
        "value": row.value,
        "remark": row.remark,
        "dir": "ltr" if kind in _LEFT_TO_RIGHT else "auto",
        "href": href,
    }


def stands(known: Known) -> Sequence[Stand]:
    """How it stands with each purpose."""
    rows = queries.consents_of(known)
    return [_stand(purpose, rows) for purpose in Purpose]


def _stand(purpose: Purpose, rows: Sequence[Consent]) -> Stand:
    mine = [row for row in rows if row.purpose == purpose.value]
    given = next((row for row in mine if row.withdrawn_at is None), None)
    return Stand(
        purpose.value,
        str(PURPOSES[purpose.value]),
        str(MEANINGS[purpose.value]),
        given,
        given is not None and given.version < current(purpose).version,
        [row for row in mine if row.withdrawn_at is not None],
    )


def consent_page(known: Known, purpose: Purpose, language: str) -> Mapping[str, Any]:
    """A purpose, with its text as the patient reads it."""
    text = current(purpose)
    stand = next(each for each in stands(known) if each.purpose == purpose.value)
    version = stand.given.version if stand.given and not stand.is_old else text.version
    return {
        "patient": known,
        "stand": stand,
        "version": version,
        "how": HOW[stand.given.how] if stand.given else "",
        "text": consents()[purpose, version].read(language),
        "text_language": language,
        "text_dir": "rtl" if language == "he" else "ltr",
    }


def listing(found: Sequence[queries.Listed], **more: object) -> Mapping[str, Any]:
    """A list of people."""
    return {"found": [(each, day_told(each.born_on)) for each in found], **more}
