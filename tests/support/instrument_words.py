"""The sentences of instruments whose id ends in the name of something."""

from __future__ import annotations

from backcheck.knowledge.instruments import LEVEL, YES_NO, Instrument
from backcheck.knowledge.instruments_file import instruments
from backcheck.knowledge.signs import signs

HOW_FAR = ("beyond", "within")
REACHED = ("reached", "not_reached")
CHECKED = ("", "_unchecked")
BARS = ("points", "fraction", "points_and_fraction")
ALWAYS = ("anyway", "low_start", "averaged")


def said_of_instruments() -> set[str]:
    """All of them, for the instruments of this release."""
    every = instruments().all.values()
    units = {each.unit for each in every if each.unit not in (LEVEL, YES_NO)}
    limits = {limit for each in every for limit in each.limits}
    return {
        *(f"measure.amount.{unit}" for unit in (*units, "share")),
        *(f"measure.difference.{how}" for how in ("better", "worse", "same")),
        *(f"measure.error.{how}{end}" for how in HOW_FAR for end in CHECKED),
        *(f"measure.important.{how}{end}" for how in REACHED for end in CHECKED),
        *(f"measure.bar.{bar}" for bar in BARS),
        *(f"measure.level.{how}" for how in REACHED),
        *(f"measure.limit.{limit}" for limit in (*limits, *ALWAYS)),
        *(f"measure.kinds.{how}" for how in ("enough", "too_few", "none", "opposed")),
        *(f"instrument.name.{each.id}" for each in every if each.id not in signs()),
        *(f"instrument.ends.{each.id}" for each in every if is_rated(each)),
        *(ask for each in every for ask in asked(each)),
        *(f"instrument.level.pgic.{level}" for level in range(1, 8)),
    }


def is_rated(each: Instrument) -> bool:
    """Whether a question needs to be told what its ends mean."""
    return each.unit == "points" and bool(asked(each))


def asked(each: Instrument) -> list[str]:
    """The questions of an instrument; what the patient names is asked with one of ours."""
    items = ("activity",) if each.own_items else each.items
    return [f"instrument.ask.{each.id}.{item}" for item in items]
