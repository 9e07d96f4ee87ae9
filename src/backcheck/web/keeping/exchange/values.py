"""How a value is written as JSON and read back, by the kind of its field."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from backcheck.web.sealing.field import SealedText

from .form import INSTANT

Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: what it looks like, in words, and how it is read; a ValueError refuses."""

    told: str
    read: Reader


def shown(value: Any) -> Any:
    """A value of a row, as JSON can hold it."""
    match value:
        case datetime():
            at = value.astimezone(UTC).isoformat(timespec="microseconds")
            return at.removesuffix("+00:00") + "Z"
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"an export has no form for {type(value).__name__}")


def line(row: dict[str, Any]) -> bytes:
    """A row as it is written: one spelling only, so that equal clinics make equal files."""
    text = json.dumps(
        row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode() + b"\n"


def kind_of(field: Any) -> Kind:
    """How the values of a field are read.

    Raises:
        TypeError: a kind of field that no export has yet: add it here, and to the documents.
    """
    while field.remote_field is not None:
        field = field.target_field
    for classes, kind in _KINDS:
        if isinstance(field, classes):
            return kind
    raise TypeError(f"{field}: an export has no form for {type(field).__name__} yet")


def allowed(field: Any) -> tuple[Any, ...]:
    """The values there are, where a constraint of the database lists them; else none."""
    for each in field.model._meta.constraints:
        if isinstance(each, models.CheckConstraint) and not each.condition.negated:
            match each.condition.children:
                case [(lookup, [*values])] if lookup == f"{field.attname}__in":
                    return tuple(values)
    return ()


def reader(field: Any) -> Reader:
    """What reads a value of a field; a ValueError says what to write instead."""
    kind, known, is_key = kind_of(field), allowed(field), field.remote_field is not None
    validators = () if is_key else tuple(field.validators)

    def read(value: Any) -> Any:
        if value is None:
            if not field.null:
                raise ValueError("it must not be null")
            return None
        try:
            found = kind.read(value)
            for each in validators:
                each(found)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        except (TypeError, OverflowError, RecursionError) as error:
            raise ValueError(f"write {kind.told}") from error
        if known and found not in known:
            raise ValueError(f"write one of {', '.join(map(str, known))}")
        return found

    return read


def of_form(reader: Reader, form: Callable[[str], object]) -> Reader:
    """The same for a text that the app has to be able to read again."""

    def read(value: Any) -> Any:
        found = reader(value)
        try:
            if found is not None:
                form(found)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise ValueError("it can't be read; take the text as it was made") from error
        return found

    return read


def _of(kind: type, told: str) -> Reader:
    def exact(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"write {told}")
        return value

    return exact


def _text(value: Any) -> str:
    _of(str, "text")(value)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ValueError("it holds half a letter; write whole ones") from error
    return str(value)


def _plain(value: Any) -> str:
    if "\0" in _text(value):
        raise ValueError("it holds a null character, which no database takes; leave it out")
    return str(value)


def _uuid(value: Any) -> UUID:
    if str(found := UUID(_text(value))) != value:
        raise ValueError(f"write it as {found}")
    return found


def _instant(value: Any) -> datetime:
    if not INSTANT.fullmatch(_text(value)):
        raise ValueError(f"write {_INSTANT}")
    return datetime.fromisoformat(value)


def _day(value: Any) -> date:
    if (found := date.fromisoformat(_text(value))).isoformat() != value:
        raise ValueError(f"write it as {found}")
    return found


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError("write a number")
    return float(value)


flag = _of(bool, "true or false")
_INSTANT = "a time as 2026-03-01T08:30:00.000000Z"
# Sealed text is a TextField too, and may hold what a plain column can't: it stands before.
_KINDS: tuple[tuple[tuple[type, ...], Kind], ...] = (
    ((models.UUIDField,), Kind("a key, as a UUID", _uuid)),
    ((models.BooleanField,), Kind("true or false", flag)),
    ((models.IntegerField,), Kind("a whole number", _of(int, "a whole number"))),
    ((models.FloatField,), Kind("a number", _number)),
    ((models.DateTimeField,), Kind(_INSTANT, _instant)),
    ((models.DateField,), Kind("a day as 2026-03-01", _day)),
    ((SealedText,), Kind("text", _text)),
    ((models.CharField, models.TextField), Kind("text", _plain)),
)
