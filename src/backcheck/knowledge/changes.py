"""Two scores of one person compared: more than error, and a change that matters? Never why."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .instrument_figures import ImportantChange, detectable
from .instruments import Instrument
from .instruments_file import instruments
from .measured import measured
from .provenance import Certainty
from .scores import Score

_ROUNDING = 1e-9  # 7 - 4.9 is 2.1, whatever the last bit says


@dataclass(frozen=True, slots=True)
class ErrorFound:
    """The smallest difference that is more than error, and whether this one is.

    ``amount`` is in the instrument's unit, or a fraction of the value where ``is_fraction``.
    """

    amount: float
    is_fraction: bool
    is_exceeded: bool
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Difference:
    """How a score changed. ``gain`` is in the instrument's unit, above 0 is better.

    ``gain_fraction`` is of the start, None where the start was 0. ``is_important`` is None where no
    important change is known, which is then ``used``'s too. ``is_worse``: by enough to look at.
    ``ratings``: how many occasions stand behind each side.
    """

    instrument: Instrument
    before: float
    after: float
    gain: float
    gain_fraction: float | None
    ratings: tuple[int, int]
    error: ErrorFound | None
    used: ImportantChange | None
    is_important: bool | None
    is_worse: bool

    @property
    def is_within_error(self) -> bool:
        """Whether the error is known and the difference is no more than it."""
        return self.error is not None and not self.error.is_exceeded


def compared(instrument: Instrument, before: Score, after: Score) -> Difference | None:
    """The change from one score to another, over the items that were answered both times.

    None where too few items were.

    Raises:
        ValueError: a score of another instrument, or of one whose scores are not compared.
    """
    if {before.instrument, after.instrument} != {instrument.id}:
        raise ValueError(f"both scores must be of {instrument.id}")
    if not instrument.is_compared:
        raise ValueError(f"two scores of {instrument.id} are not compared")
    both = [name for name in before.answers if name in after.answers]
    if len(both) < instrument.needed_items:
        return None
    first, last = (_mean([each.answers[name] for name in both]) for each in (before, after))
    gain = last - first if instrument.higher_is_better else first - last
    ratings = (before.ratings, after.ratings)
    used = instruments().importance.get(instrument.id)
    error = _error(instrument, first, last, ratings)
    return Difference(
        instrument=instrument,
        before=first,
        after=last,
        gain=gain,
        gain_fraction=gain / first if first > 0.0 else None,
        ratings=ratings,
        error=error,
        used=used,
        is_important=None if used is None else _reaches(used, gain, first, 1.0),
        is_worse=_is_worse(used, gain, first, error),
    )


def _is_worse(
    used: ImportantChange | None, gain: float, start: float, error: ErrorFound | None
) -> bool:
    """Worse is said earlier than better; where nothing is known of what matters, from the error
    on, and where that isn't known either, at once."""
    if used is None:
        return gain < 0.0 and (error is None or error.is_exceeded)
    return _reaches(used, -gain, start, instruments().rules["worse"].fraction, both=False)


def _reaches(
    used: ImportantChange, gain: float, start: float, share: float, both: bool = True
) -> bool:
    """Points and fraction where both are given; for worse either is enough."""
    asked = []
    if used.points is not None:
        asked.append(gain >= share * used.points - _ROUNDING)
    if used.fraction is not None:
        asked.append(gain > 0.0 and gain >= share * used.fraction * start - _ROUNDING)
    return all(asked) if both else any(asked)


def _error(
    instrument: Instrument, first: float, last: float, ratings: tuple[int, int]
) -> ErrorFound | None:
    transform = instrument.transform
    if transform is None:
        known = instruments().precision.get(instrument.id)
        if known is None:
            return None
        amount = detectable(known.one_standard_error, *ratings)
        exceeded = abs(last - first) > amount
        return ErrorFound(amount, False, exceeded, known.provenance.certainty)
    instruments_error = measured().errors[instrument.id]
    points = detectable(measured().error_points(instrument.id), *ratings)
    exceeded = abs(transform.harm(last) - transform.harm(first)) > points
    certainty = instruments_error.provenance.certainty
    if transform.shape == "log":
        wavers = detectable(math.log1p(instruments_error.standard_error), *ratings)
        return ErrorFound(math.expm1(wavers), True, exceeded, certainty)
    amount = detectable(instruments_error.standard_error, *ratings)
    return ErrorFound(amount, False, exceeded, certainty)


def _mean(values: list[float]) -> float:
    return math.fsum(values) / len(values)
