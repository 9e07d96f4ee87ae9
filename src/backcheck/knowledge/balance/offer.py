"""An option as it is shown: with its points, its cautions for this person, and its reason."""

from __future__ import annotations

from dataclasses import dataclass

from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.cautions import Caution, Cautions
from backcheck.knowledge.planned import Background
from backcheck.knowledge.points.point import Point
from backcheck.knowledge.points.point_cautions import point_cautions
from backcheck.knowledge.points.tung import tung_points
from backcheck.knowledge.telling import Statement

from .lineage import Disagreement, Lineage, Use
from .nearby import points_of, uses_of
from .option import Option, options
from .pain import Pain
from .reason import reason


@dataclass(frozen=True, slots=True)
class Heeded:
    """A caution, with the points of the option that it is about."""

    caution: Caution
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One option with all that is told of it.

    Attributes:
        points: of the standard, inside the zone; ``near``: only within reach of the search.
        uses: points of Tung's or Tan's that the method uses there.
        cautions: for every one of these points, with this person.
        disagreements: what sources say differently about its rows or its points.
    """

    option: Option
    points: tuple[Point, ...]
    near: tuple[Point, ...]
    uses: tuple[Use, ...]
    cautions: tuple[Heeded, ...]
    disagreements: tuple[Disagreement, ...]
    reason: Statement


def offers(
    pains: tuple[Pain, ...], lineage: Lineage, background: Background, unverified: bool = False
) -> tuple[Offer, ...]:
    """What can be tried for these pains, in the order of ``option.options``: no ranking.

    Args:
        pains: where it hurts.
        lineage: whose tables.
        background: what is known of the person; nothing known raises what holds of everybody.
        unverified: also systems that no source was seen for.
    """
    return tuple(_offer(each, lineage, background) for each in options(pains, lineage, unverified))


def without_options(
    pains: tuple[Pain, ...], lineage: Lineage, unverified: bool = False
) -> tuple[Pain, ...]:
    """The pains that no table leads away from."""
    offered = {each.pain for each in options(pains, lineage, unverified)}
    return tuple(pain for pain in pains if pain not in offered)


def _offer(option: Option, lineage: Lineage, background: Background) -> Offer:
    inside = points_of(option.by, option.zone.inside)
    reached = points_of(option.by, option.zone.search)
    uses = uses_of(option.by, option.pain.level, option.zone.search, lineage)
    concerned = {point.code: point for point in (*inside, *reached)}
    concerned |= {use.point: tung_points()[use.point] for use in uses}
    return Offer(
        option=option,
        points=inside,
        near=tuple(point for point in reached if point not in inside),
        uses=uses,
        cautions=_heeded(tuple(concerned.values()), background),
        disagreements=lineage.beside((*option.rows, *uses)),
        reason=reason(option, lineage),
    )


def _heeded(found: tuple[Point, ...], background: Background) -> tuple[Heeded, ...]:
    """The cautions of all points, each told once with the points it is about."""
    about: dict[str, list[str]] = {}
    said: dict[str, Caution] = {}
    for point in found:
        for caution in _all(point_cautions(point, background)):
            about.setdefault(caution.rule, []).append(point.code)
            said.setdefault(caution.rule, caution)
    return tuple(Heeded(said[rule], tuple(codes)) for rule, codes in about.items())


def _all(found: Cautions) -> tuple[Caution, ...]:
    """Those of a point or a person; what holds of every treatment is no matter of an option."""
    rules = caution_rules()
    return tuple(
        each
        for each in (*found.avoid, *found.adapt, *found.confirm, *found.record)
        if not rules[each.rule].always or each.points or rules[each.rule].regions
    )
