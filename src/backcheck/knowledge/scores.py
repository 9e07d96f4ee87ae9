"""Answers become a score. An answer of 0 is an answer; one that is missing is never taken for 0."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .instruments import Instrument, Scoring

Answer = float | int | None  # None: not answered


class AnswerFaults(ValueError):
    """Answers that can't be scored; ``faults`` lists everything that is wrong with them."""

    def __init__(self, instrument: str, faults: Sequence[str]):
        self.instrument = instrument
        self.faults = tuple(faults)
        super().__init__(f"{instrument}:\n" + "\n".join(f"  {fault}" for fault in faults))

    def __reduce__(self) -> tuple[type[AnswerFaults], tuple[str, tuple[str, ...]]]:
        return type(self), (self.instrument, self.faults)  # a worker process may hand it over


@dataclass(frozen=True, slots=True)
class Score:
    """What was answered, and the score: None where too little was answered.

    ``ratings`` says of how many occasions the answers are the means.
    """

    instrument: str
    value: float | None
    answers: Mapping[str, float]
    missing: tuple[str, ...]
    ratings: int = 1


def score(instrument: Instrument, answers: Mapping[str, Answer]) -> Score:
    """Score answers by item; where only a score is entered, by ``total``.

    The mean is that of the answers there are, and there is none below ``needed_items`` of them.

    Raises:
        AnswerFaults: every unknown item and impossible answer at once.
    """
    faults = [*_of_names(instrument, answers), *_of_values(instrument, answers)]
    if faults:
        raise AnswerFaults(instrument.id, faults)
    given = {name: float(value) for name, value in answers.items() if value is not None}
    names = instrument.answer_names or tuple(answers)
    missing = tuple(name for name in names if name not in given)
    return Score(instrument.id, _value(instrument, given), given, missing)


def averaged(instrument: Instrument, scores: Sequence[Score]) -> Score:
    """The mean of several occasions, item by item; scores that are None have no part in it.

    Raises:
        ValueError: there is none, or one is of another instrument.
    """
    if any(each.instrument != instrument.id for each in scores):
        raise ValueError(f"every score must be of {instrument.id}")
    counted = [each for each in scores if each.value is not None]
    if not counted:
        raise ValueError("there is no score to average")
    names = [n for n in counted[0].answers if all(n in each.answers for each in counted)]
    means = {name: _mean(each.answers[name] for each in counted) for name in names}
    ratings = sum(each.ratings for each in counted)
    return Score(instrument.id, _value(instrument, means), means, (), ratings)


def _of_names(instrument: Instrument, answers: Mapping[str, Answer]) -> Iterable[str]:
    if instrument.own_items:
        if any(not name.strip() for name in answers):
            yield "an activity has no name; say what it is"
        if len(answers) > instrument.own_items:
            yield f"{len(answers)} activities; rate at most {instrument.own_items}"
        return
    for name in answers:
        if name not in instrument.answer_names:
            yield f"{name!r} is not asked; answer {', '.join(instrument.answer_names)}"


def _of_values(instrument: Instrument, answers: Mapping[str, Answer]) -> Iterable[str]:
    low, high = instrument.low, instrument.high
    kind = "a whole number" if instrument.whole else "a number"
    wanted = f"write {kind} from {low:g} to {high:g}, or nothing"
    for name, value in answers.items():
        if value is None:
            continue
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not math.isfinite(value):
            yield f"{name}: {value!r} is not a number; {wanted}"
        elif not low <= value <= high or (instrument.whole and value != int(value)):
            yield f"{name}: {value:g} can't be; {wanted}"


def _value(instrument: Instrument, given: Mapping[str, float]) -> float | None:
    if len(given) < instrument.needed_items:
        return None
    if instrument.scoring is Scoring.MEAN:
        return _mean(given.values())
    (only,) = given.values()
    return only


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return math.fsum(numbers) / len(numbers)
