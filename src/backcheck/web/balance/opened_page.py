"""One point as its page shows it, and the way back to the options that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from backcheck.knowledge.balance.offer import offers
from backcheck.knowledge.balance.saying import channel_said
from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.points.named import names_of
from backcheck.knowledge.points.opened import OpenedPoint, opened
from backcheck.knowledge.points.point import NO_CHANNEL, Point
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render
from backcheck.web.kit.words import spoken, words

from .forms import PointsForm
from .heeded import CautionShown, caution_shown
from .links import ABOUT, FILTERS, address, carried, options_at
from .said import SourceShown, said, source_shown
from .understood import understood


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything known of one point. ``led`` is why the options of the question named it."""

    code: str
    name: str
    characters: str
    also: tuple[str, ...]
    channel: str
    channel_address: str
    location: tuple[str, ...]
    notes: tuple[str, ...]
    classes: str
    flags: tuple[str, ...]
    left_out_by: tuple[SourceShown, ...]
    used_for: tuple[str, ...]
    cautions: tuple[CautionShown, ...]
    source: SourceShown
    led: tuple[str, ...]
    back: str
    hidden: tuple[tuple[str, str], ...]


def opened_page(point: Point, form: PointsForm, query: QueryDict) -> Opened:
    """A point, for what the address knows of the person and of where it hurts."""
    known = opened(point, form.background() if form.is_valid() else None)
    return Opened(
        code=point.code,
        name=point.tone_marks or point.pinyin,
        characters=point.characters,
        also=tuple(each for each in names_of(point) if each not in _in_heading(point)),
        channel=channel_named(point.channel),
        channel_address=address("all", [("channel", channel_or_school(point))]),
        location=_labels((known.location, *known.along)),
        notes=_labels(known.notes),
        classes=", ".join(_labels(known.classes)),
        flags=_labels(known.flags),
        left_out_by=tuple(source_shown(each.provenance) for each in known.left_out_by),
        used_for=_labels(known.used_for),
        cautions=_cautions(known),
        source=source_shown(point.provenance),
        led=tuple(_led(point, form)),
        back=options_at(carried(query, *ABOUT, *FILTERS)),
        hidden=tuple(carried(query, *(each for each in (*ABOUT, *FILTERS) if each != "on"))),
    )


def _in_heading(point: Point) -> tuple[str, ...]:
    return (point.code, point.tone_marks or point.pinyin, point.characters)


def channel_or_school(point: Point) -> str:
    """Under what the list of all points has it."""
    return point.list.value if point.list.value == "tung" else point.channel


def channel_named(channel: str) -> str:
    """A channel in words; of a point on none of them, that it is an extra one."""
    if channel == NO_CHANNEL:
        return words("page.points.channel_extra")
    return said(channel_said(channel))


def in_label(sentence: Sentence) -> str:
    """What is said of a point is the same for every reader."""
    return render(sentence, Audience.LABEL, spoken())


def _labels(sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    return tuple(in_label(each) for each in sentences)


def _cautions(known: OpenedPoint) -> tuple[CautionShown, ...]:
    """Those of the point before those of the person; of each, the strictest first. What is to be
    done at every treatment is no matter of a point."""
    found, rules = known.cautions, caution_rules()
    told = [
        each for each in found.all if not rules[each.rule].always or rules[each.rule].is_of_points
    ]
    shown = [caution_shown(each, (known.point.code,)) for each in told]
    return tuple(sorted(shown, key=lambda each: not each.points))


def _led(point: Point, form: PointsForm) -> Iterator[str]:
    """The reasons of the options that name the point, if the address says where it hurts."""
    if not (form.is_asked and form.is_valid()):
        return
    asked = understood(form)
    for offer in offers(asked.pains, asked.school, asked.background, asked.unverified):
        named = {each.code for each in (*offer.points, *offer.near)}
        if point.code in named | {use.point for use in offer.uses}:
            yield said(offer.reason.said)
