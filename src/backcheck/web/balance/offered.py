"""The options as a page shows them: by pain, then by the channel that balances it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from backcheck.knowledge.balance.body import Zone
from backcheck.knowledge.balance.offer import Offer
from backcheck.knowledge.balance.option import Option, weakest
from backcheck.knowledge.balance.reason import disagreement_said, system_said
from backcheck.knowledge.balance.saying import channels_said, stretch_said
from backcheck.knowledge.points.point import Point
from backcheck.knowledge.points.tung import tung_points
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.sentence import Sentence

from .heeded import HeedShown, heed_shown
from .links import ABOUT, FILTERS, address, carried
from .said import SourceShown, Told, certainty_said, said, sources_of, told_with_source
from .understood import Understood, where


@dataclass(frozen=True, slots=True)
class PointLink:
    """A point that can be opened."""

    code: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One place to press, to which one system and projection leads, or several."""

    projections: tuple[str, ...]
    zone: str
    search: tuple[str, ...]
    zone_sure: str
    points: tuple[PointLink, ...]
    near: tuple[PointLink, ...]
    uses: tuple[PointLink, ...]
    heed: tuple[HeedShown, ...]
    sure: tuple[str, ...]
    compass: str


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """Why one option, and each row of a table that it rests on."""

    text: str
    sources: tuple[SourceShown, ...]


@dataclass(frozen=True, slots=True)
class ChannelShown:
    """A balancing channel, by which systems and how sure that is, and where to press on it."""

    name: str
    side: str
    systems: tuple[tuple[str, str], ...]
    rows: tuple[RowShown, ...]
    reasons: tuple[ReasonShown, ...]
    disagreements: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class PainShown:
    """A pain with all that is offered for it."""

    name: str
    where: str
    channels: tuple[ChannelShown, ...]


def pains_shown(
    offered: Sequence[Offer], asked: Understood, query: QueryDict
) -> tuple[PainShown, ...]:
    """What is offered, in the order of the pains and of the systems: no ranking."""
    return tuple(
        PainShown(
            said(channels_said(pain.channels)),
            where(pain),
            tuple(_channels([each for each in offered if each.option.pain == pain], asked, query)),
        )
        for pain in asked.pains
        if any(each.option.pain == pain for each in offered)
    )


def _channels(
    offered: Sequence[Offer], asked: Understood, query: QueryDict
) -> Iterator[ChannelShown]:
    """Those of one pain; systems that lead to one channel on one side stand together."""
    keys = dict.fromkeys((each.option.by, each.option.side) for each in offered)
    for by, side in keys:
        here = [each for each in offered if (each.option.by, each.option.side) == (by, side)]
        yield _channel(here, asked, query)


def _channel(offered: Sequence[Offer], asked: Understood, query: QueryDict) -> ChannelShown:
    first = offered[0].option
    by_system = {each.option.system.id: each.option for each in offered}
    beside = {each.id: each for offer in offered for each in offer.disagreements}
    places: dict[Zone, list[Offer]] = {}
    for each in offered:
        places.setdefault(each.option.zone, []).append(each)
    return ChannelShown(
        name=said(channels_said(first.by)),
        side=said(Sentence(f"balance.needle.{first.side}")),
        systems=tuple(
            (said(system_said(each.system, asked.school)), certainty_said(_of_channel(each)))
            for each in by_system.values()
        ),
        rows=tuple(_row(each, asked, query) for each in places.values()),
        reasons=tuple(_reason(each) for each in offered),
        disagreements=tuple(told_with_source(disagreement_said(each)) for each in beside.values()),
    )


def _reason(offer: Offer) -> ReasonShown:
    return ReasonShown(said(offer.reason.said), sources_of(offer.option.rows))


def _of_channel(option: Option) -> Certainty:
    """How sure the channel and its side are, wherever on it is pressed."""
    return weakest(row for row in option.rows if not row.id.startswith("projections."))


def _row(same: Sequence[Offer], asked: Understood, query: QueryDict) -> RowShown:
    offer, option = same[0], same[0].option
    pairs = [("pain", pain.code) for pain in asked.pains]
    pairs += [*carried(query, "on", "unverified"), ("option", option.key)]
    return RowShown(
        projections=tuple(dict.fromkeys(projection_said(each.option) for each in same)),
        zone=said(stretch_said(option.zone.where)),
        search=_search(option.zone),
        zone_sure=certainty_said(option.zone_certainty),
        points=_links(offer.points, query),
        near=_links(offer.near, query),
        uses=_links((tung_points()[use.point] for use in offer.uses), query),
        heed=heed_shown(offer.cautions),
        sure=tuple(dict.fromkeys(certainty_said(each.option.certainty) for each in same)),
        compass=address("compass", pairs),
    )


def projection_said(option: Option) -> str:
    """By which projection its place was found."""
    return said(Sentence(f"balance.projection.{option.projection.name}"))


def _search(zone: Zone) -> tuple[str, ...]:
    """The stretches to search, unless the zone is all there is."""
    return () if zone.search == (zone.where,) else tuple(map(said, map(stretch_said, zone.search)))


def _links(points: Iterable[Point], query: QueryDict) -> tuple[PointLink, ...]:
    """Points to open; what was asked goes along, so that the way back is known."""
    pairs = carried(query, *ABOUT, *FILTERS)
    return tuple(
        PointLink(each.code, each.pinyin, address("point", pairs, each.code)) for each in points
    )
