"""What is asked when open signs are ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from backcheck.knowledge.screening.open_flags import OpenFlag, Way
from backcheck.web.kit.days import day_told
from backcheck.web.kit.words import later, words
from backcheck.web.patients.fields import Day, Line, Lines, version

from .actions import Ending

_LETTERS, _TEXT_LETTERS = 150, 10_000


class _Clearing(forms.Form):
    """Which signs are meant; none is chosen beforehand."""

    rules = forms.MultipleChoiceField(
        label=later("page.screening.which"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": later("page.screening.fault_which"),
            "invalid_choice": later("page.screening.fault_gone"),
        },
    )
    seen = version()  # how many screenings were seen: what is raised after it is not ended

    def __init__(
        self, *args: Any, flags: Sequence[OpenFlag], told: dict[str, str], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.flags = {flag.rule: flag for flag in flags}
        self.fields["rules"].choices = list(told.items())


class AssessmentForm(_Clearing):
    """A doctor has assessed it: who, when, and what was found."""

    doctor = Line(
        label=later("page.screening.doctor"),
        letters=_LETTERS,
        help_text=later("page.screening.doctor_what"),
    )
    seen_on = Day(label=later("page.screening.seen_on"))
    found = Lines(label=later("page.screening.found"), letters=_TEXT_LETTERS, rows=6)

    def clean(self) -> dict[str, Any]:
        """Nobody has assessed what was raised after they looked."""
        told: dict[str, Any] = super().clean()
        seen_on: date | None = told.get("seen_on")
        chosen = [self.flags[rule] for rule in told.get("rules", ()) if rule in self.flags]
        latest = max((timezone.localtime(each.latest).date() for each in chosen), default=None)
        if seen_on is not None and latest is not None and seen_on < latest:
            day = day_told(latest)
            self.add_error("seen_on", ValidationError(words("page.screening.fault_seen", day=day)))
        return told

    def ending(self) -> Ending:
        """As actions take it."""
        data = self.cleaned_data
        return Ending(
            way=Way.DOCTOR,
            rules=data["rules"],
            text=data["found"],
            doctor=data["doctor"],
            seen_on=data["seen_on"],
        )


class StepDownForm(_Clearing):
    """A practitioner takes it upon themselves, and says why."""

    reason = Lines(
        label=later("page.screening.reason"),
        letters=_TEXT_LETTERS,
        rows=5,
        help_text=later("page.screening.reason_what"),
    )

    def ending(self) -> Ending:
        """As actions take it."""
        data = self.cleaned_data
        return Ending(way=Way.STEPPED_DOWN, rules=data["rules"], text=data["reason"])
