"""The response model's priors, as read: strata, stances, spreads, onset, shape, shift, relief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .provenance import Provenance
from .reading import Reader

STRATA = ("acute", "persistent", "over_a_year")
STANCES = ("neutral", "informed", "sceptical")
SPREADS = (
    "half_life_days",
    "lengthening",
    "noise_sd",
    "flare_sd",
    "flare_days",
    "drift_sd",
)


@dataclass(frozen=True, slots=True)
class StratumPrior:
    """Untreated course of one stratum; from_days <= duration < to_days.  model.md eq. 4"""

    id: str
    from_days: float
    to_days: float
    weight_when_unknown: float
    fast_mean_points: float
    fast_sd_points: float
    fast_days: float
    slow_mean_points: float
    slow_sd_points: float
    slow_days: float
    flare_mean_points: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class StancePrior:
    """What is believed of the treatment beforehand.  model.md eq. 7"""

    id: str
    relief_mean_points: float
    relief_sd_points: float
    gain_mean_points: float
    gain_sd_points: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SpreadPrior:
    """A lognormal prior.  model.md eq. 8"""

    id: str
    median: float
    log_sd: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class OnsetPrior:
    """An effect begins after ``after_visits`` with ``probability``.  model.md eq. 6"""

    id: str
    after_visits: float
    probability: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ShapePrior:
    """Constants all courses share.  model.md eq. 2-6"""

    id: str
    level_mean_points: float
    level_sd_points: float
    flare_start_sd_points: float
    relief_wobble_sd_points: float
    gain_ratio: float
    half_life_cap_days: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ShiftPrior:
    """Lasting shifts of the level that nobody can explain.  model.md eq. 28"""

    id: str
    every_days: float
    sd_points: float
    grid_days: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ReliefDurationPrior:
    """Reported relief durations.  model.md eq. 18"""

    id: str
    median_days: float
    median_log_sd: float
    trend_sd: float
    recall_sd: float
    recall_log_sd: float
    enough_reports: float
    enough_ended_reports: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ResponsePriors:
    """All of response.toml."""

    strata: Mapping[str, StratumPrior]
    stances: Mapping[str, StancePrior]
    spread: Mapping[str, SpreadPrior]
    onset: tuple[OnsetPrior, ...]
    shape: ShapePrior
    shift: ShiftPrior
    relief: ReliefDurationPrior


def read_response(text: str | None = None) -> ResponsePriors:
    """Read response.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("response.toml", text)
    for table, keys in {
        "strata": STRATA,
        "stances": STANCES,
        "spread": SPREADS,
        "shape": ("all",),
        "shift": ("all",),
        "relief": ("all",),
    }.items():
        reader.exactly(table, keys)
    strata = reader.records(StratumPrior, "strata")
    stances = reader.records(StancePrior, "stances")
    spread = reader.records(SpreadPrior, "spread")
    onset = tuple(reader.records(OnsetPrior, "onset").values())
    shape = reader.records(ShapePrior, "shape")
    shift = reader.records(ShiftPrior, "shift")
    relief = reader.records(ReliefDurationPrior, "relief")
    _check_strata(reader, [strata[name] for name in STRATA if name in strata])
    if abs(sum(entry.probability for entry in onset) - 1.0) > 1e-9:
        reader.fault("onset", "the probabilities must sum to 1")
    reader.done()
    return ResponsePriors(strata, stances, spread, onset, shape["all"], shift["all"], relief["all"])


def _check_strata(reader: Reader, strata: list[StratumPrior]) -> None:
    """Strata follow on each other: no duration falls between two, or into two."""
    for earlier, later in pairwise(strata):
        if earlier.to_days != later.from_days:
            reader.fault(f"strata.{later.id}", f"from_days must be {earlier.to_days:g}")


@cache
def response() -> ResponsePriors:
    """The priors of this release."""
    return read_response()
