"""What may be asked: where it hurts, what is known of the person, and what else to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.http import QueryDict

from backcheck.knowledge.balance.lineage import Line
from backcheck.knowledge.balance.pain import PainFaults, read_pains
from backcheck.knowledge.balance.saying import level_said, line_said
from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.planned import Answer, Background, Technique
from backcheck.knowledge.sentence import Sentence
from backcheck.web.kit.words import later, words

from .chosen import LEVELS, LINES, ONWARD, SIDES, ChosenPlace, NoSuchPlace, choice_of, chosen
from .said import said

OFTEN = ("pregnancy", "blood_thinner")
MOST_PLACES = 8
MOST_LETTERS = 300
_Choices = Iterator[tuple[str, Any]]


def asked_conditions() -> tuple[str, ...]:
    """The conditions that a needle's cautions ask about, those asked for most first."""
    asked = [
        condition
        for rule in caution_rules().values()
        if Technique.ACUPUNCTURE in rule.techniques and not rule.always
        for condition in rule.when
    ]
    return tuple(dict.fromkeys((*OFTEN, *asked)))


def _sides() -> _Choices:
    yield "", words("page.points.not_said")
    yield from ((side.value, said(Sentence(f"balance.where.{side.value}"))) for side in SIDES)


def _levels() -> _Choices:
    yield "", words("page.points.not_said")
    yield from ((level, said(level_said(level))) for level in LEVELS)


def _lines() -> _Choices:
    yield "", words("page.points.not_said")
    yield from ((line.value, said(line_said(line))) for line in LINES)


def _onward() -> _Choices:
    yield "", words("page.points.onward_none")
    yield from ((each, words(f"page.points.onward_{each}")) for each in ONWARD)


def _choice(key: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=later(key), choices=choices, required=False)


class Several(forms.MultipleChoiceField):
    """Values of an address; each is checked by the form."""

    def valid_value(self, value: Any) -> bool:
        """Any."""
        return True


class PointsForm(forms.Form):
    """Where it hurts, in words or by choices, and what is known of the person."""

    words = forms.CharField(
        label=later("page.points.ask_words"),
        help_text=later("page.points.ask_words_how", level="L4"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )
    side = _choice("page.points.ask_side", _sides)
    level = _choice("page.points.ask_level", _levels)
    line = _choice("page.points.ask_line", _lines)
    onward = _choice("page.points.ask_onward", _onward)
    at = Several(required=False)
    pain = Several(required=False)
    on = Several(required=False)
    unverified = forms.BooleanField(label=later("page.points.ask_unverified"), required=False)

    @classmethod
    def of(cls, asked: QueryDict) -> PointsForm:
        """The form as the address has it."""
        return cls(asked, auto_id="id_%s")

    @property
    def is_asked(self) -> bool:
        """Whether the address names any place."""
        names = ("words", "side", "level", "line", "onward", "at", "pain")
        return any(any(each.strip() for each in self.data.getlist(name)) for name in names)

    def clean_words(self) -> str:
        """In one line."""
        return " ".join(str(self.cleaned_data["words"]).split())

    def clean_at(self) -> tuple[ChosenPlace, ...]:
        """The places that were chosen before."""
        return self._each("at", chosen, NoSuchPlace, "page.points.wrong_place")

    def clean_pain(self) -> tuple[str, ...]:
        """Channel, side and level, as the command line takes them."""
        return self._each("pain", _pain_code, PainFaults, "page.points.wrong_pain")

    def clean_on(self) -> tuple[str, ...]:
        """What is known of the person."""
        return tuple(each for each in asked_conditions() if each in self.cleaned_data["on"])

    def _each(self, name: str, read: Any, fault: type[Exception], key: str) -> tuple[Any, ...]:
        found = []
        for each in dict.fromkeys(self.cleaned_data[name][: MOST_PLACES + 1]):
            try:
                found.append(read(each))
            except fault as error:
                raise forms.ValidationError(words(key, typed=each[:40])) from error
        if len(found) > MOST_PLACES:
            raise forms.ValidationError(words("page.points.too_many", most=MOST_PLACES))
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """A place that was half chosen: say the rest."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        parts = {name: told.get(name) or "" for name in ("side", "level", "line", "onward")}
        if any(parts.values()) and not self.errors:
            if not parts["level"]:
                self.add_error("level", words("page.points.choose_level"))
            if not parts["side"] and parts["line"] != Line.SPINE.value:
                self.add_error("side", words("page.points.choose_side"))
            if not self.errors:
                told["at"] = tuple(dict.fromkeys((*told["at"], choice_of(**parts))))
        return told

    @property
    def is_unverified(self) -> bool:
        """Whether what no source was seen for is wanted."""
        return bool(self.cleaned_data.get("unverified"))

    def background(self) -> Background:
        """What is known of the person; what isn't ticked was not asked about."""
        return Background(dict.fromkeys(self.cleaned_data.get("on", ()), Answer.YES))

    def ticks(self) -> Iterable[tuple[str, str, bool]]:
        """The conditions with their words, and whether each is ticked."""
        ticked = {*self.data.getlist("on")}
        for each in asked_conditions():
            key = f"page.points.on_{each}" if each in OFTEN else f"condition.{each}"
            yield each, words(key), each in ticked

    @property
    def often(self) -> list[tuple[str, str, bool]]:
        """Those asked for most, and whatever is ticked."""
        return [each for each in self.ticks() if each[0] in OFTEN or each[2]]

    @property
    def seldom(self) -> list[tuple[str, str, bool]]:
        """The others."""
        return [each for each in self.ticks() if not (each[0] in OFTEN or each[2])]

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields of one place."""
        return [self[name] for name in ("side", "level", "line", "onward")]

    @property
    def places(self) -> tuple[ChosenPlace, ...]:
        """Those that were chosen, to be kept or taken away."""
        found: tuple[ChosenPlace, ...] = getattr(self, "cleaned_data", {}).get("at", ())
        return found


def _pain_code(code: str) -> str:
    return read_pains([code])[0].code
