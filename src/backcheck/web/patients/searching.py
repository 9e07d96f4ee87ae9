"""Finding patients among sealed values: by token what is whole, in memory how a name begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from backcheck.web.sealing import normal
from backcheck.web.sealing.blind import Kind, sought
from backcheck.web.sealing.faults import NothingToIndex
from backcheck.web.sealing.in_use import keyring

from . import pseudonym
from .kinds import State
from .models import Contact, Identity
from .queries import Listed, by_name, day, listed

TYPED_LETTERS = 200
# A name takes about 0.1 ms to open and compare (benchmarks/patients.md). In a larger clinic than
# this a name is found when it is typed whole.
MOST_OPENED = 20_000


def search(clinic: UUID, typed: str) -> Sequence[Listed]:
    """Who is meant: by name or its beginning, phone, identity number or pseudonym."""
    text = typed.strip()[:TYPED_LETTERS]
    rows = Identity.objects.filter(clinic=clinic, patient__state=State.OPEN.value)
    code = pseudonym.read(text)
    known = Q(patient__pseudonym=code) if code else Q(pk__in=[])
    known |= Q(name_token__in=_tokens(Kind.NAME, text, clinic))
    if any(mark.isdecimal() for mark in text):
        known |= Q(number_token__in=_tokens(Kind.IDENTITY, text, clinic))
        known |= Q(patient__in=_with_phone(clinic, text))
    known |= Q(pk__in=_beginning(clinic, text))
    return by_name(listed(rows.filter(known).select_related("patient")))


def doubles(
    clinic: UUID, name: str, phone: str, identity_number: str, born_on: date | None
) -> Sequence[Listed]:
    """Who may be the same person: by phone, by identity number, or by name and birth date.

    The same name is enough while one of the two birth dates isn't known.
    """
    rows = Identity.objects.filter(clinic=clinic, patient__state=State.OPEN.value)
    rows = rows.select_related("patient")
    surely = Q(number_token__in=_tokens(Kind.IDENTITY, identity_number, clinic))
    surely |= Q(patient__in=_with_phone(clinic, phone))
    same = {row.pk: row for row in rows.filter(surely)}
    for row in rows.filter(name_token__in=_tokens(Kind.NAME, name, clinic)):
        if born_on is None or day(row.born_on) in (None, born_on):
            same[row.pk] = row
    return by_name(listed(same.values()))


def _with_phone(clinic: UUID, typed: str) -> Sequence[UUID]:
    tokens = _tokens(Kind.PHONE, typed, clinic)
    rows = Contact.objects.filter(clinic=clinic, removed_at=None, phone_token__in=tokens)
    return list(rows.values_list("patient", flat=True))


def _tokens(kind: Kind, typed: str, clinic: UUID) -> Sequence[str]:
    try:
        return sought(keyring(), kind, typed, str(clinic)) if typed else ()
    except NothingToIndex:
        return ()


def _beginning(clinic: UUID, typed: str) -> Sequence[UUID]:
    """Whose name has words that begin so."""
    if not any(mark.isalpha() for mark in typed):
        return ()
    rows = Identity.objects.filter(clinic=clinic, patient__state=State.OPEN.value)
    if rows.count() > MOST_OPENED:
        return ()
    fits = normal.begins(typed)
    names = rows.only("id", "given_name", "family_name")
    return [row.pk for row in names.iterator() if fits(row.name)]
