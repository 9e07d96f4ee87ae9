"""What is known of an instrument in numbers: the change that matters, and how far it wavers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from .provenance import Provenance

_BOTH_SIDES_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class ImportantChange:
    """The change that matters within one person.

    ``points`` in the instrument's unit and ``fraction`` of the start are both asked for where both
    are given; ``to_points`` and ``to_fraction`` say how far published values reach. An answer
    that is itself a change has the ``level`` from which it matters, and below ``same_level`` it
    says worse.
    """

    id: str
    points: float | None
    to_points: float | None
    fraction: float | None
    to_fraction: float | None
    level: float | None
    same_level: float | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Precision:
    """How far a score wavers by itself: one standard error, or what one pair detects (95 %)."""

    id: str
    standard_error: float | None
    detectable: float | None
    provenance: Provenance

    @property
    def one_standard_error(self) -> float:
        """One standard error of one score, in the instrument's unit."""
        if self.standard_error is not None:
            return self.standard_error
        assert self.detectable is not None
        return self.detectable / (_BOTH_SIDES_95 * math.sqrt(2.0))


def detectable(standard_error: float, before: int, after: int) -> float:
    """The smallest change that is more than error, of the mean of so many ratings on each side.

    1.96 * SE * sqrt(1/before + 1/after), for errors that are independent; those of neighbouring
    days are not, so the mean of several detects less than this says.
    """
    return _BOTH_SIDES_95 * standard_error * math.sqrt(1.0 / before + 1.0 / after)


@dataclass(frozen=True, slots=True)
class Published:
    """Another published figure: shown beside the one that is used."""

    id: str
    instrument: str
    what: str
    low: float
    high: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Code:
    """A code of an instrument in a public system."""

    id: str
    system: str
    code: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Rule:
    """A share by which changes are read."""

    id: str
    fraction: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which kinds of measure count as evidence, how many different ones are needed, and which are
    left out altogether."""

    id: str
    kinds: tuple[str, ...]
    left_out: tuple[str, ...]
    needed: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Example:
    """An example of a file: answers and their score, or a change and what is said of it.

    ``score`` None means that there is no score. None elsewhere means that the example doesn't say.
    """

    answers: Mapping[str, float] | None
    score: float | None
    before: float | None
    after: float | None
    ratings: int
    beyond_error: bool | None
    important: bool | None
