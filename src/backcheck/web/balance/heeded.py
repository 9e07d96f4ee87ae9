"""What to heed: in short beside each option, in full beneath, and for the person as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backcheck.knowledge.balance.offer import (
    Heeded,
    Offer,
    heeded,
    points_offered,
    stretches_offered,
)
from backcheck.knowledge.caution_rules import Action, caution_rules
from backcheck.knowledge.cautions import Caution, cautions
from backcheck.knowledge.planned import Background, PlannedTreatment, Technique
from backcheck.knowledge.telling import Statement
from backcheck.web.kit.words import words

from .said import Told, told_with_source


@dataclass(frozen=True, slots=True)
class HeedShown:
    """A caution in short, with the points it is about; ``rule`` leads to all of it."""

    rule: str
    short: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CautionShown:
    """A caution in full. ``points`` is empty where it is about the person, whatever is needled;
    ``is_strict``: it asks to leave something out."""

    rule: str
    told: Told
    points: tuple[str, ...]
    is_strict: bool


def heed_shown(found: Iterable[Heeded]) -> tuple[HeedShown, ...]:
    """Those of an option's own points, in short; what is only to be written down is told below."""
    rules = caution_rules()
    return tuple(
        HeedShown(each.caution.rule, words(f"page.points.heed_{each.caution.rule}"), each.points)
        for each in found
        if rules[each.caution.rule].is_of_points and each.caution.action is not Action.RECORD
    )


def of_person(background: Background) -> tuple[CautionShown, ...]:
    """What to heed with this person at whatever point, also where no point is named."""
    rules = caution_rules()
    found = cautions(background, PlannedTreatment(frozenset({Technique.ACUPUNCTURE})))
    return tuple(
        caution_shown(each, ())
        for each in found.all
        if not rules[each.rule].always and not rules[each.rule].is_of_points
    )


def of_points(offered: Sequence[Offer], background: Background) -> tuple[CautionShown, ...]:
    """What to heed at the points of some options, each once with all the points it is about."""
    found = heeded(points_offered(offered), stretches_offered(offered), background)
    rules = caution_rules()
    return tuple(
        caution_shown(each.caution, each.points)
        for each in found
        if rules[each.caution.rule].is_of_points
    )


def caution_shown(caution: Caution, points: tuple[str, ...]) -> CautionShown:
    """One caution, about these points."""
    rule = caution_rules()[caution.rule]
    about = points if rule.is_of_points else ()
    told = told_with_source(Statement(caution.said, caution.provenance))
    return CautionShown(caution.rule, told, about, caution.action is Action.AVOID)
