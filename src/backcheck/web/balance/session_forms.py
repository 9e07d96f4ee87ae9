"""The forms of a session: the movement and its first score, then a score after each group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from backcheck.knowledge.balance.compass import WORST
from backcheck.knowledge.balance.pain import Side
from backcheck.knowledge.sentence import Sentence
from backcheck.web.kit.words import later, words

from .said import said

_SCORE = {"inputmode": "decimal", "step": "0.5", "class": "short", "autocomplete": "off"}
_SIDES = (Side.RIGHT, Side.LEFT, Side.BOTH)
MOST_LETTERS = 80


def _score(key: str, **more: str) -> forms.FloatField:
    return forms.FloatField(
        label=later(key),
        help_text=later("page.points.score_how"),
        min_value=0.0,
        max_value=WORST,
        widget=forms.NumberInput(attrs={**_SCORE, **more}),
    )


def _sides() -> Iterable[tuple[str, str]]:
    yield "", words("page.points.more_tender")
    for side in _SIDES:
        yield side.value, said(Sentence(f"balance.where.{side.value}"))


class StartForm(forms.Form):
    """What is watched: a movement in words, and how bad it is before any needle."""

    movement = forms.CharField(
        label=later("page.points.ask_movement"),
        help_text=later("page.points.ask_movement_how"),
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    before = _score("page.points.ask_before")


class TryForm(forms.Form):
    """A group of needles that are in, and the movement after it."""

    after = _score("page.points.ask_after", autofocus="autofocus")
    option = forms.ChoiceField(label=later("page.points.ask_option"))
    needled = forms.ChoiceField(label=later("page.points.ask_needle_side"), choices=_sides)

    def __init__(self, options: Any, *given: Any, **more: Any):
        super().__init__(*given, **more)
        field = self.fields["option"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = options
