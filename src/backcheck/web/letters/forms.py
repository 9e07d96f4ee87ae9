"""What is asked about a letter, its answer, and the day it is looked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy

from backcheck.knowledge.letter_times import LEVELS, letter_times
from backcheck.knowledge.screening.level import Level
from backcheck.web.kit.words import later, words
from backcheck.web.patients.fields import Day, Line, Lines, choice, version
from backcheck.web.patients.named import LANGUAGES

from .kinds import Came, GoesOn
from .known_letter import Answered
from .named import CAME_NAMES, GOES_ON_NAMES, LEVEL_NAMES, NUMBER_NAMES

ADDED_LETTERS = 1_000  # with every warning sign there still is room for it on one page
_NAME, _CONTACT, _ROLE = 80, 120, 60
_FURTHEST_DAYS = 365
_FOUND_LETTERS = 4_000


def _due_what() -> str:
    """What a day left empty means."""
    days = {level.name.lower(): letter_times()[level].answer_due_days for level in LEVELS}
    return words("page.letters.due_what", **days)


class ComingDay(Day):
    """A day that comes, today included."""

    def clean(self, value: Any) -> date | None:
        """The day, at most a year away."""
        found = forms.DateField.clean(self, value)
        today = timezone.localdate()
        if found and not today <= found <= today + timedelta(days=_FURTHEST_DAYS):
            raise ValidationError(words("page.letters.fault_coming"))
        return found


class LetterForm(forms.Form):
    """A letter, as it is written.

    Args:
        reported: the level a screening found, which isn't asked for then.
        has_number: whether there is an identity number that could stand in it.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    doctor = Line(
        label=later("page.letters.doctor"),
        letters=_NAME,
        required=False,
        help_text=later("page.letters.doctor_what"),
    )
    level = choice(later("page.letters.level"), {"": "", **LEVEL_NAMES})
    added = Lines(
        label=later("page.letters.added"),
        letters=ADDED_LETTERS,
        rows=7,
        help_text=later("page.letters.added_what", most=ADDED_LETTERS),
    )
    number = choice(later("page.letters.number"), NUMBER_NAMES)
    role = Line(label=later("page.letters.role"), letters=_ROLE)
    contact = Line(
        label=later("page.letters.contact"),
        letters=_CONTACT,
        help_text=later("page.letters.contact_what"),
    )
    language = choice(later("page.letters.language"), LANGUAGES)
    answer_due_on = ComingDay(
        label=later("page.letters.due_on"),
        required=False,
        help_text=lazy(_due_what, str)(),
    )

    def __init__(self, *args: Any, reported: Level | None, has_number: bool, **more: Any):
        super().__init__(*args, **more)
        self._reported = reported
        if reported is not None:
            del self.fields["level"]
            self.fields["added"].required = False
        if not has_number:
            del self.fields["number"]

    @property
    def asked_level(self) -> Level:
        """How soon a doctor is asked for."""
        if self._reported is not None:
            return max(self._reported, Level.NOTE)
        return Level[self.cleaned_data["level"]]

    def due_on(self) -> date:
        """The day by which an answer is looked for: as typed, else as the level has it."""
        typed: date | None = self.cleaned_data["answer_due_on"]
        return typed or letter_times()[self.asked_level].answer_due_on(timezone.localdate())


class AnswerForm(forms.Form):
    """What came back of a letter."""

    came = choice(later("page.letters.came"), CAME_NAMES)
    answered_on = Day(label=later("page.letters.answered_on"))
    answered_by = Line(
        label=later("page.letters.answered_by"),
        letters=_NAME,
        required=False,
        help_text=later("page.letters.answered_by_what"),
    )
    goes_on = choice(later("page.letters.goes_on"), {"": "", **GOES_ON_NAMES})
    found = Lines(
        label=later("page.letters.found"),
        letters=_FOUND_LETTERS,
        rows=6,
        required=False,
        help_text=later("page.letters.found_what"),
    )
    version = version()

    def clean(self) -> dict[str, Any]:
        """An answer has somebody who gave it; limits are named; what never came says nothing."""
        found: dict[str, Any] = super().clean()
        came, goes_on = found.get("came"), found.get("goes_on")
        if came == Came.NONE and goes_on in (GoesOn.YES, GoesOn.NO, GoesOn.LIMITS):
            self.add_error("goes_on", words("page.letters.fault_nobody_said"))
        if came and came != Came.NONE and not found.get("answered_by"):
            self.add_error("answered_by", words("page.letters.fault_by"))
        if not found.get("found"):
            if came == Came.NONE:
                self.add_error("found", words("page.letters.fault_followed"))
            elif goes_on == GoesOn.LIMITS:
                self.add_error("found", words("page.letters.fault_limits"))
        return found

    def said(self) -> Answered:
        """As actions take it."""
        data = self.cleaned_data
        return Answered(
            Came(data["came"]),
            data["answered_on"],
            data["answered_by"],
            GoesOn(data["goes_on"]),
            data["found"],
        )


class RemindForm(forms.Form):
    """Another day, and why."""

    due_on = ComingDay(label=later("page.letters.due_on"))
    why = Line(
        label=later("page.letters.why"), letters=300, help_text=later("page.letters.why_what")
    )
    version = version()
