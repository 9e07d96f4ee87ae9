"""An option as it is shown: with its points, its cautions for this person, and its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.cautions import Caution, cautions
from backcheck.knowledge.planned import Background, PlannedTreatment, Technique
from backcheck.knowledge.points.point import Point
from backcheck.knowledge.points.point_cautions import planned_at, regions_at
from backcheck.knowledge.points.tung import tung_points
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.telling import Statement

from .body import Stretch
from .lineage import Disagreement, Lineage, Use
from .nearby import points_of, uses_of
from .option import Option, options
from .pain import Pain
from .reason import reason


@dataclass(frozen=True, slots=True)
class Heeded:
    """A caution, with the points of the option that it is about; none where it is about the tender
    spot alone, which may lie where no point does."""

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
    concerned = _by_code(inside, reached, uses)
    return Offer(
        option=option,
        points=inside,
        near=tuple(point for point in reached if point not in inside),
        uses=uses,
        cautions=heeded(concerned.values(), option.zone.search, background),
        disagreements=lineage.beside((*option.rows, *uses)),
        reason=reason(option, lineage),
    )


def points_offered(offered: Iterable[Offer]) -> tuple[Point, ...]:
    """All points of some offers, each once."""
    found: dict[str, Point] = {}
    for each in offered:
        found |= _by_code(each.points, each.near, each.uses)
    return tuple(found.values())


def stretches_offered(offered: Iterable[Offer]) -> tuple[Stretch, ...]:
    """All stretches to search for some offers, each once."""
    return tuple(dict.fromkeys(s for each in offered for s in each.option.zone.search))


def _by_code(
    inside: tuple[Point, ...], near: tuple[Point, ...], uses: tuple[Use, ...]
) -> dict[str, Point]:
    found = {point.code: point for point in (*inside, *near)}
    return found | {use.point: tung_points()[use.point] for use in uses}


def heeded(
    found: Iterable[Point], at: Iterable[Stretch], background: Background
) -> tuple[Heeded, ...]:
    """The cautions of points and of the stretches that are pressed, or of the person, each told
    once with the points it is about.

    What holds of every treatment, whatever the point, is no matter of a choice among points.
    """
    plans = {point.code: planned_at(point) for point in found}
    needle = frozenset({Technique.ACUPUNCTURE})
    regions = frozenset().union(*(regions_at(each.segment) for each in at))
    if not plans and not regions:
        return ()
    together = PlannedTreatment(
        needle, frozenset(plans), regions.union(*(plan.regions for plan in plans.values()))
    )
    rules, raised = caution_rules(), {code: _ids(background, plan) for code, plan in plans.items()}
    return tuple(
        _heeded(each, tuple(code for code in plans if each.rule in raised[code]))
        for each in cautions(background, together).all
        if not rules[each.rule].always or rules[each.rule].is_of_points
    )


def _heeded(caution: Caution, points: tuple[str, ...]) -> Heeded:
    """In words that name these points; those it is about by the part of the body alone, where no
    other is, and the tender spot where there is no point."""
    rule = caution_rules()[caution.rule]
    if not rule.about:
        return Heeded(caution, points)
    named = tuple(each for each in points if each in rule.about) or points
    said = rule.said_of(named) if named else rule.said_at(Sentence("balance.tender_spot"))
    return Heeded(replace(caution, points=named, said=said), points)


def _ids(background: Background, plan: PlannedTreatment) -> frozenset[str]:
    return frozenset(each.rule for each in cautions(background, plan).all)
