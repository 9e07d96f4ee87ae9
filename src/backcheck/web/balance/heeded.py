"""What to heed: in short beside each option, in full beneath, and for the person as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backcheck.knowledge.balance.offer import Heeded, Offer
from backcheck.knowledge.caution_rules import Action, CautionRule, caution_rules
from backcheck.knowledge.cautions import Caution
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


def is_of_points(rule: CautionRule) -> bool:
    """Whether it is about some points or parts of the body, and not about all that is done."""
    return bool(rule.about or rule.regions)


def heed_shown(cautions: Iterable[Heeded]) -> tuple[HeedShown, ...]:
    """Those of an option's own points, in short. What is only to be written down is told beneath."""
    rules = caution_rules()
    return tuple(
        HeedShown(each.caution.rule, words(f"page.points.heed_{each.caution.rule}"), each.points)
        for each in cautions
        if is_of_points(rules[each.caution.rule]) and each.caution.action is not Action.RECORD
    )


def cautions_shown(offered: Sequence[Offer]) -> tuple[CautionShown, ...]:
    """Every caution of all options once, those about the person first, with all their points."""
    about: dict[str, dict[str, None]] = {}
    cautions: dict[str, Caution] = {}
    for heeded in (each for offer in offered for each in offer.cautions):
        about.setdefault(heeded.caution.rule, {}).update(dict.fromkeys(heeded.points))
        cautions.setdefault(heeded.caution.rule, heeded.caution)
    found = [caution_shown(each, tuple(about[rule])) for rule, each in cautions.items()]
    return tuple(sorted(found, key=lambda each: bool(each.points)))


def caution_shown(caution: Caution, points: tuple[str, ...]) -> CautionShown:
    """One caution, about these points."""
    rule = caution_rules()[caution.rule]
    of_points = is_of_points(rule)
    said = rule.said_of(points) if of_points and rule.about else caution.said
    told = told_with_source(Statement(said, caution.provenance))
    strict = caution.action is Action.AVOID
    return CautionShown(caution.rule, told, points if of_points else (), strict)
