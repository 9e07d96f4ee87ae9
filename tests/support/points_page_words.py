"""The sentences of the pages of points whose id ends in the name of something."""

from __future__ import annotations

from backcheck.knowledge.caution_rules import Action, caution_rules
from backcheck.knowledge.planned import Technique


def said_of_points_pages() -> set[str]:
    """One for each certainty, and for each caution of a needle that is about some points."""
    of_points = [
        rule.id
        for rule in caution_rules().values()
        if Technique.ACUPUNCTURE in rule.techniques
        and rule.action is not Action.RECORD
        and (rule.about or rule.regions)
    ]
    return {
        *(f"page.points.heed_{rule}" for rule in of_points),
        *(f"page.points.filter_{each}" for each in ("system", "projection", "by")),
        *(f"page.points.on_{each}" for each in ("pregnancy", "blood_thinner")),
        *(f"page.points.onward_{each}" for each in ("buttock", "thigh", "lower_leg", "foot")),
        "page.points.onward_front",
    }
