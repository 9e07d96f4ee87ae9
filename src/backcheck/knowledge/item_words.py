"""What an item of a rule set says, where a sentence of the catalogue says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from .caution_rules import caution_rules
from .instruments_file import instruments
from .points.location import location
from .points.tung import all_points
from .rule_sets import RuleItem
from .screening.rules import rules
from .screening.screen import screen
from .sentence import Sentence
from .wording import Audience, instrument_name, label, render

# By file and table. What is an instrument's or a threshold's has numbers and no sentence.
_SENTENCES = {
    ("alarm", "known"): "alarm.known.{}",
    ("alarm", "limits"): "alarm.limit.{}",
    ("evidence", "findings"): "evidence.{}",
    ("evidence", "guidelines"): "guideline.{}",
    ("evidence", "payers"): "payer.{}",
    ("home", "cares"): "care.{}",
    ("home", "habits"): "home.{}",
    ("home", "studies"): "study.{}",
    ("screening_questions", "questions"): "screen.ask.{}",
    ("screening_questions", "topics"): "screen.why.{}",
}
_LABELS = {
    ("adverse_events", "figures"): "harm.{}",
    ("alarm", "dials"): "alarm.dial.{}",
    ("evidence", "cards"): "card.{}",
    ("evidence", "pictures"): "picture.{}",
    ("screening_rules", "time_frames"): "screen.time.{}",
    ("signs", "signs"): "sign.{}",
}
_OF_INSTRUMENTS = ("alarm", "instruments")  # their other tables are keyed by instrument


def words_of(item: RuleItem, audience: Audience, language: str) -> str:
    """The item in words; empty where no sentence of the catalogue is its own."""
    where = (item.file, item.table)
    if where in _SAID:
        return render(_SAID[where](item.key), audience, language)
    if where in _SENTENCES:
        said = Sentence(_SENTENCES[where].format(item.key), item.numbers)
        return render(said, audience, language)
    if item.table == "points" and item.file.startswith("points/"):
        point = all_points()[item.key]
        lies = location(point)
        return f"{point.pinyin}. {label(lies.id, language, **lies.parameters)}"
    if where in _LABELS:
        return label(_LABELS[where].format(item.key), language)
    if item.file in _OF_INSTRUMENTS and item.key in instruments().all:
        return instrument_name(item.key, language)
    return ""


def has_sentence(item: RuleItem) -> bool:
    """Whether its words are a sentence, which tells the numbers too; else they are its name."""
    where = (item.file, item.table)
    return where in _SENTENCES or where in _SAID or item.file.startswith("points/")


@cache
def _reasons() -> dict[str, Sentence]:
    """Why a rule of the screening is raised, by its own first example."""
    known = rules()
    found: dict[str, Sentence] = {}
    for rule in known.all.values():
        example = next(each for each in rule.examples if each.raised)
        raised = screen(example.answers, example.context, known).raised
        found |= {each.rule.id: each.reason for each in raised if each.rule.id == rule.id}
    return found


# What is said by the entry itself, with all that it names.
_SAID: Mapping[tuple[str, str], Callable[[str], Sentence]] = {
    ("cautions", "cautions"): lambda key: caution_rules()[key].said,
    ("screening_rules", "rules"): lambda key: _reasons()[key],
}
