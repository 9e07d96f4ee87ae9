"""Why an option: one sentence that reads the rows of the tables it was made from."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.sentence import Parameter, Sentence
from backcheck.knowledge.telling import Statement

from .cover import Cover
from .lineage import Disagreement, Lineage, System
from .option import Option, weakest
from .pain import Pain
from .rule import BalanceRule
from .saying import channels_said, level_said, stretch_said


def reason(option: Option, lineage: Lineage) -> Statement:
    """Why this channel, this side and this place; as sure as the weakest row of it."""
    certainty = weakest(option.rows)
    weak = next(row for row in option.rows if row.provenance.certainty is certainty)
    given: dict[str, Parameter] = {
        "sick": channels_said(option.pain.channels),
        "level": level_said(option.pain.level),
        "where": Sentence(f"balance.where.{option.pain.side.value}"),
        "system": system_said(option.system, lineage),
        "channel": channels_said(option.by),
        "side": Sentence(f"balance.needle.{option.side}"),
        "projection": Sentence(f"balance.projection.{option.projection.name}"),
        "zone": stretch_said(option.zone.where),
    }
    source = Provenance(weak.provenance.source, certainty)
    return Statement(Sentence("balance.reason", given), source)


def system_said(system: System, lineage: Lineage) -> Sentence:
    """What a system goes by, with its number if it has one."""
    named = {"lineage": lineage.name.title()} if system.rule is BalanceRule.TAUGHT else {}
    rule = Sentence(f"balance.rule.{system.rule.value}", dict(named))
    if system.number is None:
        return Sentence("balance.own_way", {"rule": rule})
    return Sentence("balance.system", {"number": system.number, "rule": rule})


def disagreement_said(disagreement: Disagreement) -> Statement:
    """What sources say differently."""
    said = Sentence(f"balance.disagreement.{disagreement.name}")
    return Statement(said, disagreement.provenance)


def order_said(lineage: Lineage) -> Statement:
    """That nobody says which system comes first, and what decides then."""
    return Statement(Sentence("balance.order"), lineage.order.provenance)


def limits_said(lineage: Lineage) -> tuple[Sentence, ...]:
    """What has to be known beside every option: no trial, and that pressing decides."""
    trials = Sentence("balance.limits.no_trial") if lineage.trials == 0 else None
    given = (trials, Sentence("balance.limits.palpation"))
    return tuple(each for each in given if each is not None)


def left_out_said(without: Iterable[str]) -> Sentence:
    """That nothing is offered for a channel unless what nobody confirmed is asked for."""
    return Sentence("balance.limits.left_out", {"channels": ", ".join(without)})


def cover_said(cover: Cover, pains: Iterable[Pain]) -> Sentence:
    """Which few channels balance all that hurt; two of them are one a side where the pain has no
    side, or both."""
    is_split = len(cover.by) == 2 and not any(pain.side.has_opposite for pain in pains)
    by = ", ".join(
        f"{code} ({' '.join(balanced)})"
        for code, balanced in zip(cover.by, cover.balances, strict=True)
    )
    kind = "published" if cover.published is not None else "found"
    said = Sentence(f"balance.cover.{kind}", {"channels": by})
    return Sentence("balance.cover.split", {"said": said}) if is_split else said
