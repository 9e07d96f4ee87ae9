"""Options of the balance method as JSON, for ``points --json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backcheck.knowledge.balance.body import Stretch
from backcheck.knowledge.balance.offer import Heeded, Offer
from backcheck.knowledge.balance.reason import disagreement_said
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, render


def offers_json(offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """One object an option, in the practitioner's words; every key always there.

    ``from_cun`` and ``to_cun`` are null for a part that has no measure in cun (a hand, a
    shoulder); at an elbow or a knee they are counted from its crease, below it less than 0.
    """
    return [_offer(each) for each in offers]


def _offer(offer: Offer) -> dict[str, Any]:
    option = offer.option
    return {
        "sick": option.pain.sick,
        "pain": option.pain.code,
        "system": option.system.number,
        "rule": option.system.rule.value,
        "channel": option.channel,
        "side": option.side,
        "projection": option.projection.name,
        "zone": {
            **_stretch(option.zone.where),
            "certainty": option.zone_certainty.value,
            "search": [_stretch(each) for each in option.zone.search],
        },
        "points": [point.code for point in offer.points],
        "points_near": [point.code for point in offer.near],
        "tung_points": [use.point for use in offer.uses],
        "cautions": [_caution(each) for each in offer.cautions],
        "certainty": option.certainty.value,
        "source": option.source,
        "reason": _said(offer.reason),
        "rows": [
            {
                "row": row.id,
                "certainty": row.provenance.certainty.value,
                "source": row.provenance.source.citation,
            }
            for row in option.rows
        ],
        "disagreements": [_said(disagreement_said(each)) for each in offer.disagreements],
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "segment": stretch.segment,
        "from_cun": stretch.from_cun,
        "to_cun": stretch.to_cun,
    }


def _caution(heeded: Heeded) -> dict[str, Any]:
    caution = heeded.caution
    told = caution.told_to(Audience.PRACTITIONER)
    assert told is not None  # a practitioner is told everything
    return {
        "rule": caution.rule,
        "action": caution.action.value,
        "points": list(heeded.points),
        "text": render(told, Audience.PRACTITIONER),
    }


def _said(statement: Statement) -> str:
    told = statement.told_to(Audience.PRACTITIONER)
    assert told is not None
    return render(told, Audience.PRACTITIONER)
