"""What an owner writes: numbers to dial, or nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.core.exceptions import ValidationError

from backcheck.web.kit.words import later, words

from .kinds import NUMBER_LETTERS, Line, LineKind, can_be_dialled


class LinesForm(forms.Form):
    """A number of each kind. None is filled in: only the clinic knows the right ones."""

    def __init__(self, data: object, lines: tuple[Line, ...]) -> None:
        super().__init__(data, initial={line.kind.value: line.number for line in lines})
        for kind in LineKind:
            self.fields[kind.value] = _Number(
                label=later(f"page.emergency.{kind}"),
                help_text=later(f"page.emergency.{kind}_what"),
            )

    def numbers(self) -> Mapping[LineKind, str]:
        """As actions take it."""
        return {kind: self.cleaned_data[kind.value] for kind in LineKind}


class _Number(forms.CharField):
    def __init__(self, **more: object) -> None:
        look = {"inputmode": "tel", "dir": "ltr", "autocomplete": "off", "class": "short"}
        super().__init__(
            max_length=NUMBER_LETTERS,
            required=False,
            widget=forms.TextInput(attrs=look),
            error_messages={"max_length": later("page.emergency.wrong")},
            **more,
        )

    def validate(self, value: str) -> None:
        """Nothing, or what a telephone can dial."""
        super().validate(value)
        if value and not can_be_dialled(value):
            raise ValidationError(words("page.emergency.wrong"))
