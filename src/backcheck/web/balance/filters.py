"""Showing some of the options: by system, projection or balancing channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from backcheck.knowledge.balance.option import Option
from backcheck.knowledge.sentence import Sentence
from backcheck.web.kit.words import words

from .links import ABOUT, FILTERS, carried, options_at
from .said import said


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a filter; ``is_on`` is the one that is shown."""

    text: str
    address: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A row of links."""

    heading: str
    choices: tuple[Choice, ...]


def _told(name: str, option: Option) -> tuple[str, ...]:
    """What an option has for a filter."""
    if name == "system":
        return (short_system(option),)
    return (option.projection.name,) if name == "projection" else option.by


def short_system(option: Option) -> str:
    """What an address calls its system."""
    return option.system.id.removeprefix("systems.")


def _wanted(asked: QueryDict, name: str, options: Sequence[Option]) -> tuple[str, ...]:
    """What is filtered by; what no option has filters nothing."""
    there = {each for option in options for each in _told(name, option)}
    return tuple(each for each in dict.fromkeys(asked.getlist(name)) if each in there)


def chosen_options(asked: QueryDict, options: Sequence[Option]) -> tuple[Option, ...]:
    """The options that pass every filter of the address; all where nothing passes."""
    wanted = {name: _wanted(asked, name, options) for name in FILTERS}
    return tuple(
        option
        for option in options
        if all(not some or {*some} & {*_told(name, option)} for name, some in wanted.items())
    )


def filters(asked: QueryDict, options: Sequence[Option]) -> tuple[Filter, ...]:
    """The filters that have a choice, as links."""
    return tuple(found for name in FILTERS if (found := _filter(name, asked, options)) is not None)


def _filter(name: str, asked: QueryDict, options: Sequence[Option]) -> Filter | None:
    there = dict.fromkeys(each for option in options for each in _told(name, option))
    if len(there) < 2:
        return None
    wanted = _wanted(asked, name, options)
    others = [each for each in FILTERS if each != name]
    kept = carried(asked, *ABOUT, *others)
    every = Choice(words("page.points.filter_all"), options_at(kept), not wanted)
    some = (
        Choice(_said(name, each), options_at([*kept, (name, each)]), each in wanted)
        for each in there
    )
    return Filter(words(f"page.points.filter_{name}"), (every, *some))


def _said(name: str, value: str) -> str:
    if name == "projection":
        return said(Sentence(f"balance.projection.{value}"))
    return system_named(value) if name == "system" else value


def system_named(value: str) -> str:
    """The number of a system, or what an unnumbered one goes by."""
    if value.isdecimal():
        return value
    names = {"front_back": "front_back", "spine_as_bladder": "stand_in"}
    return said(Sentence(f"balance.rule.{names[value]}")) if value in names else value


def covering(asked: QueryDict, by: Sequence[str]) -> str:
    """The address that shows the channels of one cover."""
    return options_at([*carried(asked, *ABOUT), *(("by", each) for each in by)])
