"""The alarm: why pain may stay when a scan is normal, as five dials side by side.

It describes. It has no total, decides nothing about treatment, and explains no warning sign.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .dials import Dial, High, WarningSigns, dials
from .instruments_file import instruments
from .scores import Score
from .sentence import Sentence
from .telling import Statement


class DialState(StrEnum):
    """What a dial says. What was not answered is unknown and never low."""

    HIGH = "high"
    NOT_HIGH = "not_high"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DialReading:
    """A dial with the scores of its parts; a part that has no score is None."""

    dial: Dial
    scores: Mapping[str, float | None]
    state: DialState


@dataclass(frozen=True, slots=True)
class Alarm:
    """The five readings, what is said of them, and the limits that are printed beside them."""

    readings: tuple[DialReading, ...]
    said: tuple[Sentence, ...]
    limits: tuple[Statement, ...]


def alarm(scores: Mapping[str, Score], warning_signs: WarningSigns) -> Alarm:
    """Read the five dials.

    Args:
        scores: by instrument; those of other instruments are not looked at.
        warning_signs: what was reported today. While one is open, or none was asked for, nothing
            is explained; only what leads to a doctor is said.
    """
    readings = tuple(_reading(dial, scores) for dial in dials().all.values())
    high = [part for reading in readings for part in _standing_out(reading)]
    said = (
        *_first(warning_signs),
        *_of_high(high, warning_signs),
        *_of_the_rest(readings, warning_signs),
    )
    return Alarm(readings, said, tuple(dials().limits.values()))


def _reading(dial: Dial, scores: Mapping[str, Score]) -> DialReading:
    values = {part: scores[part].value if part in scores else None for part in dial.parts}
    if any(_stands_out(part, value) for part, value in values.items()):
        state = DialState.HIGH
    elif None in values.values():
        state = DialState.UNKNOWN
    else:
        state = DialState.NOT_HIGH
    return DialReading(dial, values, state)


def _stands_out(part: str, value: float | None) -> bool:
    """At the cut, or on its worse side."""
    if value is None:
        return False
    at = dials().high[part].at
    return value <= at if instruments().all[part].higher_is_better else value >= at


def _standing_out(reading: DialReading) -> Iterator[High]:
    return (dials().high[p] for p, value in reading.scores.items() if _stands_out(p, value))


def _first(warning_signs: WarningSigns) -> Iterator[Sentence]:
    if warning_signs is not WarningSigns.NONE_REPORTED:
        yield Sentence(f"alarm.warning.{warning_signs}")


def _of_high(high: Sequence[High], warning_signs: WarningSigns) -> list[Sentence]:
    """What stands out, each sentence once, and after it what is known of it."""
    may_explain = warning_signs is WarningSigns.NONE_REPORTED
    ids: dict[str, None] = {}  # in order, each once
    for part in high:
        if may_explain or part.to_doctor:
            ids[f"alarm.high.{part.says}"] = None
        if may_explain and part.id in dials().known:
            ids[dials().known[part.id].said.id] = None
    return [Sentence(each) for each in ids]


def _of_the_rest(
    readings: tuple[DialReading, ...], warning_signs: WarningSigns
) -> Iterator[Sentence]:
    """That none stands out is never said beside a warning sign, nor where an answer is missing."""
    if any(None in reading.scores.values() for reading in readings):
        yield Sentence("alarm.unanswered")
    elif warning_signs is WarningSigns.NONE_REPORTED and not any(
        reading.state is DialState.HIGH for reading in readings
    ):
        yield Sentence("alarm.none_high")
