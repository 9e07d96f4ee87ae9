"""Simulation-based calibration: people drawn from the prior, judged, and held against the truth.

Talts et al. 2018 (arXiv 1804.06788), with the posterior's own distribution function in place of
ranks among draws, as there are no draws: where truth is drawn from the prior, P(q <= truth) is
uniform. Readings are rounded and end at the scale's ends as real ones do, so the check includes
what the product approximates there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy import stats

from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.answer import answer
from backcheck.stats.functional import Functional, read
from backcheck.stats.model import GAIN, RELIEF
from backcheck.stats.quantities import ahead, now
from backcheck.stats.run import Posterior, until, weights
from backcheck.verdict.course import Stratum

from .calibration_picture import PICTURE, drawn_picture
from .courses import WEEK_DAYS, Drawn, When, drawn_when
from .table import table

COURSES = 400  # a stratum and design
LOOK = 4  # predicted success is asked just before the visit after this one
BINS = 10
STRATA = (Stratum.ACUTE, Stratum.PERSISTENT, Stratum.OVER_A_YEAR)
QUANTITIES = ("E", "D", "c", "a", "log h")


class Design(NamedTuple):
    """When a course is rated and treated, days."""

    name: str
    visits: tuple[float, ...]
    every_days: int

    def when(self) -> When:
        """Rated in the mornings until a week after the last visit."""
        last = int(self.visits[-1] + WEEK_DAYS)
        rated = [float(day) for day in range(0, last + 1, self.every_days)]
        return When(list(self.visits), rated)


def _weekly(first: float, visits: int) -> tuple[float, ...]:
    return tuple(first + WEEK_DAYS * number for number in range(visits))


DESIGNS = (
    Design("daily, ten days before", _weekly(10.5, 8), 1),
    Design("every third day, ten days before", _weekly(10.5, 8), 3),
    Design("daily, nothing before", _weekly(0.5, 8), 1),
    Design("daily, twice a week with a pause", (10.5, 14.5, 17.5, 21.5, 24.5, 45.5, 48.5), 1),
)


class Judged(NamedTuple):
    """One person: P(q <= truth) of each quantity, and both forecasts with what came of them."""

    uniform: tuple[float, ...]
    p_helping: float
    p_success: float
    helped: bool


def judged(stratum: Stratum, design: Design, number: int) -> Judged:
    """Person ``number`` of a stratum and design."""
    place = [STRATA.index(stratum), DESIGNS.index(design), number]
    when = design.when()
    person = drawn_when(np.random.default_rng([7, *place]), stratum, when)
    at_the_end = until(answer(person.prior, person.happenings), when.rated[-1])
    effect = now(at_the_end, thresholds().better.fraction).effect
    one_point = thresholds().helping.points
    return Judged(
        _uniform(at_the_end, person),
        effect.at_least(one_point),
        _success(person, when),
        person.truth.effect >= one_point,
    )


def _uniform(posterior: Posterior, person: Drawn) -> tuple[float, ...]:
    today, truth = now(posterior, thresholds().better.fraction), person.truth
    gain = read(posterior, lambda _: Functional({GAIN: 1.0}))
    relief = read(posterior, lambda _: Functional({RELIEF: 1.0}))
    half_life = np.concatenate([np.log(block.cells.half_life_days) for block in posterior])
    return (
        1.0 - today.effect.at_least(truth.effect),
        1.0 - today.change.at_least(truth.change),
        1.0 - gain.at_least(truth.gain),
        1.0 - relief.at_least(truth.relief),
        float(weights(posterior) @ (half_life <= truth.log_half_life)),
    )


def _success(person: Drawn, when: When) -> float:
    """P(E >= 1 at the end), asked just before the fifth visit with all visits still to come."""
    left = when.visits[LOOK:]
    known = [each for each in person.happenings if each.at_days < left[0]]
    believed = until(answer(person.prior, known), left[0])
    end = max(when.rated[-1], left[-1] + WEEK_DAYS)
    return ahead(believed, end, left).effect.at_least(thresholds().helping.points)


Groups = Mapping[tuple[str, str], Sequence[Judged]]


def all_judged(courses: int = COURSES) -> Groups:
    """Everybody, by stratum and design."""
    return {
        (stratum.value, design.name): [judged(stratum, design, k) for k in range(courses)]
        for stratum in STRATA
        for design in DESIGNS
    }


def uniforms(people: Sequence[Judged], quantity: int) -> np.ndarray:
    """P(q <= truth) of all of them."""
    return np.array([each.uniform[quantity] for each in people])


def covered(values: np.ndarray, share: float = 0.9) -> float:
    """How often the central interval held the truth."""
    return float((np.abs(values - 0.5) <= 0.5 * share).mean())


def miscalibration(said: np.ndarray, true: np.ndarray) -> float:
    """Expected calibration error: |mean said - share true| over ten bins, by their people."""
    place = np.minimum((said * BINS).astype(int), BINS - 1)
    return sum(
        abs(float(said[place == b].mean() - true[place == b].mean())) * float((place == b).mean())
        for b in np.unique(place)
    )


def of_a_perfect(said: np.ndarray) -> float:
    """The mean calibration error if everything said came true as often as it was said."""
    rng = np.random.default_rng(8)
    drawn = (rng.random((200, len(said))) < said).astype(float)
    return float(np.mean([miscalibration(said, each) for each in drawn]))


def _quantity_rows(groups: Groups) -> Iterator[tuple[str, ...]]:
    for place, name in enumerate(QUANTITIES):
        each = [uniforms(people, place) for people in groups.values()]
        whole = np.concatenate(each)
        least = min(stats.kstest(one, "uniform").pvalue for one in each)
        shares = [covered(one) for one in each]
        yield (
            name,
            f"{stats.kstest(whole, 'uniform').pvalue:.3f}",
            f"{least:.4f}",
            f"{covered(whole):.3f}",
            f"{min(shares):.2f} to {max(shares):.2f}",
        )


def _forecast_rows(people: Sequence[Judged]) -> Iterator[tuple[str, ...]]:
    helped = np.array([each.helped for each in people])
    reads: Mapping[str, Callable[[Judged], float]] = {
        "P(E ≥ 1) at the end": lambda each: each.p_helping,
        "success if continued, before visit 5": lambda each: each.p_success,
    }
    for name, of in reads.items():
        said = np.array([of(each) for each in people])
        place = np.minimum((said * BINS).astype(int), BINS - 1)
        pairs = [
            f"{said[place == b].mean():.2f} → {helped[place == b].mean():.2f}"
            if (place == b).sum() >= 20
            else "–"
            for b in range(BINS)
        ]
        errors = (miscalibration(said, helped), of_a_perfect(said))
        yield (name, *(f"{each:.3f}" for each in errors), *pairs)


def render() -> str:
    """Both tables; the picture is written beside the page."""
    groups = all_judged()
    people = [each for some in groups.values() for each in some]
    by_design = {
        design.name: [
            each for (_, name), some in groups.items() if name == design.name for each in some
        ]
        for design in DESIGNS
    }
    PICTURE.write_text(
        drawn_picture(
            {
                (name, design): uniforms(some, place)
                for place, name in enumerate(QUANTITIES)
                for design, some in by_design.items()
            }
        ),
        encoding="utf-8",
    )
    head = ("", "KS p, all", f"least p of {len(groups)} groups", "90 % interval holds", "by group")
    bins = [f"{b / BINS:.1f}–{(b + 1) / BINS:.1f}" for b in range(BINS)]
    return "\n\n".join(
        [
            f"{len(people):,} people: {len(STRATA)} strata × {len(DESIGNS)} designs × {COURSES}.",
            table(head, _quantity_rows(groups)),
            "Said → came true, by what was said (a dash: fewer than 20 people):",
            table(("", "calibration error", "a perfect one's", *bins), _forecast_rows(people)),
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
