"""The frozen courses and the sampler's answers, as they lie beside the scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from backcheck.stats.model import Prior
from backcheck.stats.run import Happening, Reading, Treatment

FOLDER = Path(__file__).parent
COURSES, ANSWERS = FOLDER / "courses.json", FOLDER / "answers.json"
PROBABILITIES = ("effect_1", "change_share", "change_1", "change_worse")
"""P(E >= 1), P(D >= 30 % of b0), P(D >= 1), P(D <= -1): the order of ``cells.probabilities``."""


class Frozen(NamedTuple):
    """A course as it was chosen: nothing of it is drawn again."""

    name: str
    kind: str
    stratum: str
    asked_days: float
    happenings: list[Happening]


def courses() -> list[Frozen]:
    """All frozen courses, in their order."""
    return [_course(each) for each in json.loads(COURSES.read_text(encoding="utf-8"))]


def _course(each: Mapping[str, Any]) -> Frozen:
    found: list[Happening] = [Reading(day, value) for day, value in each["readings"]]
    found += map(Treatment, each["treatments"])
    return Frozen(each["name"], each["kind"], each["stratum"], each["asked_days"], in_order(found))


def in_order(happenings: Sequence[Happening]) -> list[Happening]:
    """At equal times readings before treatments."""
    return sorted(happenings, key=lambda each: (each.at_days, isinstance(each, Treatment)))


def plain(course: Frozen) -> dict[str, Any]:
    """A course as it is written."""
    return {
        "name": course.name,
        "kind": course.kind,
        "stratum": course.stratum,
        "asked_days": course.asked_days,
        "readings": [list(h) for h in course.happenings if isinstance(h, Reading)],
        "treatments": [h.at_days for h in course.happenings if isinstance(h, Treatment)],
    }


def written(entries: Sequence[Mapping[str, Any]]) -> str:
    """A list of records, one a line, so that a difference can be read."""
    return "[\n" + ",\n".join(json.dumps(each) for each in entries) + "\n]\n"


def answers() -> dict[str, Any]:
    """What the sampler found: ``prior``, ``made_with`` and, for each likelihood, the courses."""
    found: dict[str, Any] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return found


def told(prior: Prior) -> Any:
    """A prior as JSON would give it back, to see whether answers belong to today's.

    Without the grid of days on which the product looks for a shift: that is no belief, and the
    sampler has none.
    """

    def names(value: Any) -> Any:
        if hasattr(value, "_asdict"):
            return {name: names(each) for name, each in value._asdict().items()}
        return [names(each) for each in value] if isinstance(value, tuple) else value

    found = json.loads(json.dumps(names(prior)))
    del found["shape"]["shift_grid_days"]
    return found
