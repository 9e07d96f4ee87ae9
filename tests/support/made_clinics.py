"""Clinics that hypothesis makes from the tables an export declares, whatever those are."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import models
from hypothesis import strategies as st

from backcheck.knowledge.screening.given import Context
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import said_by
from backcheck.knowledge.screening.screen import screen
from backcheck.reports.letter import as_kept, letter
from backcheck.web.clinics.models import Account, Clinic
from backcheck.web.clinics.roles import Role
from backcheck.web.giving.table import Table
from backcheck.web.keeping.exchange.everything import GIVEN
from backcheck.web.keeping.exchange.values import allowed
from backcheck.web.screenings.kept import Answered, answered_text, said_text
from backcheck.web.sealing.faults import NothingToIndex
from backcheck.web.sealing.field import SealedText
from backcheck.web.sealing.in_use import keyring
from tests.support.letters import to_doctor

Made = dict[type[models.Model], list[dict[str, Any]]]
_HOSTILE = (
    "",
    " ",
    "נועה בן־דוד",
    "\u202eדנה\u202c 050-123-4567",
    '","x":{"',
    "=1+1",
    "a\nb\r\n\tc",
    "\u2028\u2029\x7f\x1b[2J",
    "' OR 1=1 --",
    "🦴" * 5,
    "e\u0301 ﷽",
    "%s %(x)s {0} \\u0000",
)
_ROWS = 3


def _text(field: Any) -> st.SearchStrategy[str]:

    less = "" if isinstance(field, SealedText) else "\0"
    letters = st.characters(codec="utf-8", exclude_characters=less)
    most = field.max_length or 200
    kept = [each for each in _HOSTILE if len(each) <= most]
    return st.one_of(st.sampled_from(kept), st.text(letters, max_size=most))


@cache
def _of_forms() -> dict[tuple[str, str], tuple[str, ...]]:
    """Texts that have a form of their own, as the apps write them."""
    answers, person = {"foot_drop": "yes", "weight_loss_kg": 2.5}, Context(age=47.0)
    said = said_by(screen(answers, person, rules()))
    written = (letter(to_doctor(added=each), "he") for each in _HOSTILE)
    return {
        ("screenings_screening", "answers"): (
            answered_text(Answered({}, Context())),
            answered_text(Answered(answers, person, as_last_time=(_HOSTILE[2],))),
        ),
        ("screenings_screening", "said"): (said_text(said),),
        ("letters_letter", "content"): tuple(json.dumps(as_kept(each)) for each in written),
    }


def _value(field: Any) -> st.SearchStrategy[Any]:
    if known := allowed(field):
        return st.sampled_from(known)
    match field:
        case models.UUIDField():
            return st.uuids(version=4)
        case models.BooleanField():
            return st.booleans()
        case models.IntegerField():
            return st.integers(0, 2**31 - 1)
        case models.DateTimeField():
            return st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))
        case models.DateField():
            return st.dates(date(1900, 1, 1), date(2999, 1, 1))
    return _text(field)


@st.composite
def made_clinics(draw: st.DrawFn) -> Made:
    """Rows of every table an export gives, of one clinic."""
    made: Made = {}
    for table in GIVEN:
        count = 1 if table.model is Clinic else draw(st.integers(0, _ROWS))
        if table.model is Account:
            count = max(count, 1)
        rows = [_row(draw, table, made, number) for number in range(count)]
        made[table.model] = [row for row in rows if row is not None]
    return made


def _row(draw: st.DrawFn, table: Table, made: Made, number: int) -> dict[str, Any] | None:
    refers, row = table.refers(), {}
    for column in table.columns:
        field = table.field(column)
        if column in refers:
            keys = [each["id"] for each in made[refers[column]]]
            if field.unique:
                keys = keys[number : number + 1]
            if not keys and not field.null:
                return None
            row[column] = draw(st.sampled_from(keys)) if keys else None
        elif column in table.forms:
            row[column] = draw(st.sampled_from(_of_forms()[table.name, column]))
        elif _is_alone(table, column):
            row[column] = uuid.uuid4().hex[: field.max_length]
        else:
            row[column] = draw(_value(field))
        if field.null and column != table.clinic and draw(st.booleans()):
            row[column] = None
    row["id"] = uuid.uuid4()  # an example that is tried again is another clinic
    if table.model is Account and number == 0:
        row["role"] = Role.OWNER.value
    for each in table.model._meta.constraints:
        if isinstance(each, models.UniqueConstraint) and each.condition is not None and number:
            return None  # one stands at a time
    return row


def _is_alone(table: Table, column: str) -> bool:
    """Whether no other row has its value, alone or with the others of a constraint."""
    field = table.field(column)
    constraints = [
        each
        for each in table.model._meta.constraints
        if isinstance(each, models.UniqueConstraint) and each.condition is None
    ]
    last = any(table.field(column).name == each.fields[-1] for each in constraints)
    return isinstance(field, models.CharField) and (field.unique or last)


def keep(made: Made) -> uuid.UUID:
    """Write what was made into the open database, as the apps do; the clinic's key."""
    for table in GIVEN:
        for row in made[table.model]:
            new = {column: make() for column, make in table.anew.items()}
            written = table.model(**row, **new)
            if table.tokens:
                try:
                    written.retoken(keyring())
                except NothingToIndex:
                    for token in table.tokens:
                        setattr(written, token, None)
            written.save(force_insert=True)
    return made[Clinic][0]["id"]
