"""What the design page shows: real words, so that the look is judged by them."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, number, percent, render
from backcheck.reports.document import Table
from backcheck.verdict.rules import NextStep, Verdict

from .words import later, spoken

# The names that the stylesheet gives to its colours and spaces; a test compares them.
COLOURS = ("paper", "raised", "ink", "soft", "line", "accent", "wash", "fault", "stripe")
SPACES = (("s1", 0.25), ("s2", 0.5), ("s3", 1), ("s4", 1.5), ("s5", 2.5), ("s6", 4))


class _SpecimenForm(forms.Form):
    """A question with a hint, one with a fault, and a choice."""

    first = forms.CharField(
        label=later("page.design.question"), help_text=later("page.design.hint_sample")
    )
    second = forms.CharField(
        label=later("page.design.question"),
        error_messages={"required": later("page.design.error_sample")},
    )
    third = forms.CharField(label=later("page.design.question"), required=False)
    fourth = forms.ChoiceField(
        label=later("page.words.whose"),
        choices=[(each, later(f"page.words.{each}")) for each in ("practitioner", "patient")],
        widget=forms.RadioSelect,
    )


def specimens() -> Mapping[str, object]:
    """Every verdict with a step beside it, a table, and the names of colours and spaces."""
    language = spoken()
    pairs = zip(Verdict, NextStep, strict=True)
    return {
        "colours": COLOURS,
        "spaces": SPACES,
        "verdicts": [
            (
                verdict.value,
                _said(f"verdict.{verdict.value}", language),
                _said(f"next_step.{step.value}", language),
            )
            for verdict, step in pairs
        ],
        "table": _table(language),
        "form": _SpecimenForm({"first": "Ruth", "fourth": "patient"}),
    }


def _said(key: str, language: str) -> str:
    return render(Sentence(key), Audience.PRACTITIONER, language)


def _table(language: str) -> Table:
    """A table as an answer has them, with invented numbers: a lead row and its parts."""
    columns = ("three", "estimate", "interval", "probability")
    between = label(
        "label.between", language, low=number(-0.4, 1, language), high=number(2.1, 1, language)
    )
    rows = (
        (label("label.a", language), number(0.8, 1, language), between, ""),
        (label("label.at_least_1", language), "", "", percent(0.43, language)),
        (label("label.worse", language), "", "", percent(0.02, language)),
    )
    return Table(tuple(label(f"label.{key}", language) for key in columns), rows)
