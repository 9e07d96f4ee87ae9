"""What somebody asks of the trail, checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from backcheck.web.audit.event import Verb
from backcheck.web.kit.words import later

from .asked import Asked
from .told import named

# A day has to have one before and one after it in every zone, and a year of four figures.
_DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31))]
_NUMBERS = 2**63 - 1  # what a database takes


class AskedForm(forms.Form):
    """A part of the trail; everything may be left out."""

    person = forms.ChoiceField(label=later("page.trail.person"), required=False)
    verb = forms.ChoiceField(label=later("page.trail.verb"), required=False)
    first = forms.DateField(label=later("page.trail.first"), required=False, validators=_DAYS)
    last = forms.DateField(label=later("page.trail.last"), required=False, validators=_DAYS)
    before = forms.IntegerField(
        required=False, min_value=1, max_value=_NUMBERS, widget=forms.HiddenInput
    )

    def __init__(self, data: Any, people: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        all_of = later("page.trail.all")
        self.fields["person"].choices = [("", all_of), *people]
        self.fields["verb"].choices = [("", all_of), *((v.value, named("verb", v)) for v in Verb)]
        for day in ("first", "last"):
            self.fields[day].widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            self.fields[day].input_formats = ["%Y-%m-%d"]
            self.fields[day].error_messages["invalid"] = later(
                "page.trail.day_wrong", day="2026-03-01"
            )

    @property
    def asked(self) -> Asked:
        """The part, of a form that is right."""
        return Asked(**self.cleaned_data)
