"""What to avoid, adapt, confirm and record before a treatment, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .caution_rules import Action, CautionRule, caution_rules
from .planned import Background, PlannedTreatment, Technique
from .provenance import Provenance
from .sentence import Sentence
from .telling import told
from .wording import Audience


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to heed. ``said`` is what and why; tell it through ``told_to``."""

    rule: str
    action: Action
    techniques: frozenset[Technique]
    points: tuple[str, ...]
    said: Sentence
    provenance: Provenance

    def told_to(self, audience: Audience) -> Sentence | None:
        """As this reader may be told it; None when it is not for them."""
        return told(self.said, self.provenance, audience)


@dataclass(frozen=True, slots=True)
class Cautions:
    """All that is to be heeded, and the conditions nobody asked about that could add to it."""

    avoid: tuple[Caution, ...]
    adapt: tuple[Caution, ...]
    confirm: tuple[Caution, ...]
    record: tuple[Caution, ...]
    unanswered: tuple[str, ...]

    @property
    def all(self) -> tuple[Caution, ...]:
        """Each of them, the strictest kind first."""
        return (*self.avoid, *self.adapt, *self.confirm, *self.record)


def cautions(background: Background, planned: PlannedTreatment) -> Cautions:
    """What to heed with this person and this plan. Pure; the order is that of cautions.toml.

    Args:
        background: what was answered; a condition not asked about is listed in ``unanswered``, and
            one that is unsure counts as a yes.
        planned: techniques, and points and regions as far as they are chosen.

    Raises:
        ValueError: an answer or a place is about a condition that no rule knows.
    """
    rules = caution_rules()
    unknown = ({*background.answers} | {*background.places}) - conditions()
    if unknown:
        raise ValueError(f"no caution knows of {', '.join(sorted(unknown))}")
    by_action: dict[Action, list[Caution]] = {action: [] for action in Action}
    concerned = [rule for rule in rules.values() if rule.concerns(planned)]
    for rule in concerned:
        if _holds(rule, background, planned):
            by_action[rule.action].append(_caution(rule, planned))
    return Cautions(
        avoid=tuple(by_action[Action.AVOID]),
        adapt=tuple(by_action[Action.ADAPT]),
        confirm=tuple(by_action[Action.CONFIRM]),
        record=tuple(by_action[Action.RECORD]),
        unanswered=_unanswered(concerned, background),
    )


def _holds(rule: CautionRule, background: Background, planned: PlannedTreatment) -> bool:
    """Whether a rule that is about this plan is about this person."""
    if rule.always:
        return True
    return any(
        background.may_have(condition) and _is_there(rule, condition, background, planned)
        for condition in rule.when
    )


def _is_there(
    rule: CautionRule, condition: str, background: Background, planned: PlannedTreatment
) -> bool:
    """Whether the place of a condition matters to what is planned."""
    if (rule.techniques - rule.only_there) & planned.all_techniques:
        return True
    places = background.places.get(condition)
    return not places or not planned.regions or bool(places & planned.regions)


def _caution(rule: CautionRule, planned: PlannedTreatment) -> Caution:
    named = tuple(dict.fromkeys((*rule.points, *rule.flagged)))
    if planned.points and rule.about:  # by the part of the body alone: then whatever is planned
        hit = tuple(point for point in named if point in planned.points)
        named = hit or tuple(sorted(planned.points))
    return Caution(
        rule=rule.id,
        action=rule.action,
        techniques=rule.techniques & planned.all_techniques,
        points=named,
        said=rule.said_of(named) if named else rule.said,
        provenance=rule.provenance,
    )


def _unanswered(concerned: Iterable[CautionRule], background: Background) -> tuple[str, ...]:
    asked = (each for rule in concerned if not rule.always for each in rule.when)
    return tuple(each for each in dict.fromkeys(asked) if each not in background.answers)


@cache
def conditions() -> frozenset[str]:
    """Every condition that a caution asks about."""
    rules = caution_rules().values()
    return frozenset(each for rule in rules if not rule.always for each in rule.when)
