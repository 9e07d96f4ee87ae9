"""What may be asked of a plan: a few choices of each kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from backcheck.verdict.course import Stratum
from backcheck.verdict.course_plan import CoursePlan, Pause
from backcheck.web.kit.words import later

_BASELINES = (0, 5, 10, 14, 21, 28, 42)
_EVERY = (1, 2, 3, 7)
_VISITS = (4, 6, 8, 10, 12)
_PAUSES = (1, 2, 3)


def _whole(key: str, choices: list[tuple[int, Any]], usual: int) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=later(key), choices=choices, initial=usual, coerce=int)


class PlanForm(forms.Form):
    """A plan of diary and visits."""

    baseline = _whole("plan.ask_baseline", [(n, str(n)) for n in _BASELINES], usual=10)
    every = _whole(
        "plan.ask_every", [(n, later("plan.every_day", count=n)) for n in _EVERY], usual=1
    )
    visits = _whole("plan.ask_visits", [(n, str(n)) for n in _VISITS], usual=8)
    pause = _whole(
        "plan.ask_pause",
        [(0, later("plan.no_pause")), *((n, later("plan.weeks", count=n)) for n in _PAUSES)],
        usual=0,
    )
    lasted = forms.TypedChoiceField(
        label=later("plan.ask_lasted"),
        choices=[(each.value, later(f"stratum.{each.value}")) for each in Stratum],
        initial=Stratum.OVER_A_YEAR.value,
        coerce=Stratum,
    )

    @classmethod
    def of(cls, asked: QueryDict) -> PlanForm:
        """The form as the address has it; what the address leaves out is as usual."""
        usual = {name: str(field.initial) for name, field in cls.base_fields.items()}
        return cls({name: asked.get(name, usual[name]) for name in usual})

    def plan(self) -> CoursePlan:
        """The plan of a valid form; its pause lies halfway."""
        told = self.cleaned_data
        weeks = told["pause"]
        return CoursePlan(
            visits=told["visits"],
            baseline_days=told["baseline"],
            every_days=told["every"],
            stratum=told["lasted"],
            pause=Pause(weeks, told["visits"] // 2) if weeks else None,
        )
