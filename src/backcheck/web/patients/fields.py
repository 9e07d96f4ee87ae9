"""The pieces of this app's forms, with the catalogue's words for what is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from backcheck.web.kit.words import later, words
from backcheck.web.sealing import normal

from .typed import line, lines

EARLIEST = date(1900, 1, 1)
_REQUIRED = {"required": later("page.patients.fault_empty")}
_DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"]
_OFF = {"autocomplete": "off"}  # the browser is not to remember one patient for another


class Line(forms.CharField):
    """A line of text, cleaned of what can't be seen."""

    def __init__(self, *, letters: int, **more: Any):
        look = {**_OFF, "dir": "auto", **more.pop("look", {})}
        wrong = {**_REQUIRED, "max_length": later("page.patients.fault_long", most=letters)}
        super().__init__(
            max_length=letters,
            error_messages=wrong,
            widget=forms.TextInput(attrs=look),
            **more,
        )

    def to_python(self, value: Any) -> str:
        """Without what can't be seen."""
        return line(super().to_python(value))


class Lines(forms.CharField):
    """Text of several lines."""

    def __init__(self, *, letters: int, rows: int, **more: Any):
        look = {**_OFF, "dir": "auto", "rows": rows}
        wrong = {**_REQUIRED, "max_length": later("page.patients.fault_long", most=letters)}
        super().__init__(
            max_length=letters, error_messages=wrong, widget=forms.Textarea(attrs=look), **more
        )

    def to_python(self, value: Any) -> str:
        """Without what can't be seen."""
        return lines(super().to_python(value))


class Day(forms.DateField):
    """A day that has been."""

    def __init__(self, **more: Any):
        look = forms.DateInput(attrs={"type": "date", "class": "short", **_OFF}, format="%Y-%m-%d")
        wrong = {**_REQUIRED, "invalid": later("page.patients.fault_day", example="1978-03-31")}
        super().__init__(input_formats=_DATES, error_messages=wrong, widget=look, **more)

    def clean(self, value: Any) -> date | None:
        """The day, not before anybody alive was born and not after today."""
        found = super().clean(value)
        if found is not None and not EARLIEST <= found <= timezone.localdate():
            raise ValidationError(words("page.patients.fault_day_range"))
        return found


def choice(label: Any, names: dict[str, Any], **more: Any) -> forms.ChoiceField:
    """One of a few words."""
    wrong = {**_REQUIRED, "invalid_choice": later("page.patients.fault_choice")}
    look = forms.Select(attrs={"class": "short"})
    return forms.ChoiceField(
        label=label, choices=list(names.items()), error_messages=wrong, widget=look, **more
    )


def version() -> forms.IntegerField:
    """Which version somebody saw; hidden."""
    return forms.IntegerField(min_value=0, max_value=2_000_000_000, widget=forms.HiddenInput)


def check_phone(value: str) -> None:
    """Refuse what no telephone can dial.

    Raises:
        ValidationError: fewer digits than the shortest number has.
    """
    if sum(mark.isdigit() for mark in normal.phone(value)) < 3:
        raise ValidationError(words("page.patients.fault_phone", example="050-555-0123"))


def check_name(value: str) -> None:
    """Refuse what has no letter.

    Raises:
        ValidationError: nothing of it could be found again.
    """
    if not normal.name(value):
        raise ValidationError(words("page.patients.fault_name"))


def check_email(value: str) -> None:
    """Refuse what surely reaches nobody.

    Raises:
        ValidationError: there is no @ with something on both sides.
    """
    before, at, after = value.rpartition("@")
    if not (before and at and after) or " " in value:
        raise ValidationError(words("page.patients.fault_email"))
