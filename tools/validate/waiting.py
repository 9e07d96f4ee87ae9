"""Would it help to learn the natural course from a clinic's own waiting days?

People who wait and keep a diary say how fast pain falls untreated in this clinic: the mean and the
spread of the fast fall are two unknown numbers of the clinic, and every person's days say something
of both. Here they are learnt so, on a grid, and held against what it would be worth to know them.
See docs/adr/0034-waiting-days.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from backcheck.stats.answer import answer
from backcheck.stats.functional import Functional, Quantity, read
from backcheck.stats.model import FAST, NaturalCourse, Prior
from backcheck.stats.normal import Array
from backcheck.stats.quantities import effect_now
from backcheck.stats.run import Happening, normed, until
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior
from tools.measuring.discrimination import area

from .calibration import DESIGNS
from .courses import When, drawn_when
from .table import table

STRATUM = Stratum.OVER_A_YEAR  # the people of trials with waiting lists, and the product's users
COURSES, WAITING_PEOPLE = 1_000, 100
WAITING_DAYS = (14, 28)
RATED_FRACTION = 0.75
TREATED = DESIGNS[0].when()  # daily, ten days before
MEAN_SD, LOG_SD = 0.7, 0.4  # how far clinics are thought to lie from what is assumed: generous
REACH, POINTS = 3.5, 33  # of the grid, in standard deviations, and so many a side
ONE_POINT = 1.0


class Fall(NamedTuple):
    """The fast natural fall of a clinic's people, points."""

    mean: float
    sd: float

    def __str__(self) -> str:
        return f"{self.mean:.1f} ± {self.sd:.1f}"


class Grid(NamedTuple):
    """Clinics that may be, (G,) each."""

    mean: Array
    sd: Array
    chance: Array  # beforehand


class Learnt(NamedTuple):
    """From waiting people: the fall, how unsure its mean is, and the log score on those left out
    against what is assumed, with its standard error; nats."""

    fall: Fall
    mean_sd: float
    score: float
    score_error: float


ASSUMED = Fall(prior(STRATUM).courses[0][1].fast_mean, prior(STRATUM).courses[0][1].fast_sd)
TRUTHS = (ASSUMED, Fall(ASSUMED.mean, 0.8), Fall(1.2, ASSUMED.sd), Fall(1.2, 0.8))


def falling(fall: Fall) -> Prior:
    """The stratum's prior with another fast fall."""
    held = prior(STRATUM)
    ((weight, course),) = held.courses
    course = course._replace(fast_mean=fall.mean, fast_sd=fall.sd)
    return held._replace(courses=((weight, course),))


def clinics() -> Grid:
    """The grid, around what is assumed."""
    step = np.linspace(-REACH, REACH, POINTS)
    mean, sd = (side.ravel() for side in np.meshgrid(step, step))
    chance = normed(-0.5 * (mean**2 + sd**2))
    return Grid(ASSUMED.mean + MEAN_SD * mean, ASSUMED.sd * np.exp(LOG_SD * sd), chance)


def told(fast: Quantity, clinic: Grid, course: NaturalCourse) -> Array:
    """How much likelier one person's days are in each clinic than as assumed, (G,) nats.

    In a cell the fall is normal, so one prior is exchanged for another in closed form (eq. 20).

    Args:
        fast: what the days leave of the person's fall, under ``course``.
        clinic: those that may be.
        course: with the fall that is assumed.
    """
    mean, precision = fast.mean[:, None], fast.sd[:, None] ** -2
    wanted, held = clinic.sd**-2, course.fast_sd**-2
    known = precision + wanted - held
    pull = precision * mean + wanted * clinic.mean - held * course.fast_mean
    rest = precision * mean**2 + wanted * clinic.mean**2 - held * course.fast_mean**2
    log_ratio = 0.5 * (np.log(precision * wanted / (held * known)) + pull**2 / known - rest)
    found: Array = np.logaddexp.reduce(log_ratio + np.log(fast.weight + 1e-300)[:, None], axis=0)
    return found


def learnt(people: Array, clinic: Grid) -> Learnt:
    """What waiting people teach, from what each told, (P, G)."""
    before, all_said = np.log(clinic.chance), people.sum(axis=0)
    weight = normed(before + all_said)
    mean = float(weight @ clinic.mean)
    off = clinic.mean - mean
    others = before + all_said - people
    others -= np.logaddexp.reduce(others, axis=1)[:, None]
    scores = np.logaddexp.reduce(others + people, axis=1)
    return Learnt(
        Fall(mean, float(np.sqrt(weight @ (clinic.sd**2 + off**2)))),
        float(np.sqrt(weight @ off**2)),
        float(scores.sum()),
        float(scores.std() * np.sqrt(len(scores))),
    )


def waited(truth: Fall, days: int) -> Learnt:
    """A clinic of this truth, after so many people waited so many days."""
    clinic, held, drawn_from = clinics(), prior(STRATUM), falling(truth)
    people = []
    for number in range(WAITING_PEOPLE):
        rng = np.random.default_rng([34, days, number])
        rated = [float(day) for day in range(days) if not day or rng.random() < RATED_FRACTION]
        person = drawn_when(rng, STRATUM, When([], rated), drawn_from)
        left = read(answer(held, person.happenings), lambda _: Functional({FAST: 1.0}))
        people.append(told(left, clinic, held.courses[0][1]))
    return learnt(np.array(people), clinic)


def judged(truth: Fall, believed: Sequence[Fall]) -> tuple[Array, Array]:
    """True E of treated people of this truth, (n,), and P(E >= 1) under each belief, (n, B)."""
    true, said = [], []
    for number in range(COURSES):
        rng = np.random.default_rng([35, number])
        person = drawn_when(rng, STRATUM, TREATED, falling(truth))
        true.append(person.truth.effect)
        said.append([_p_helping(falling(fall), person.happenings) for fall in believed])
    return np.array(true), np.array(said)


def _p_helping(held: Prior, happenings: Sequence[Happening]) -> float:
    at_the_end = until(answer(held, happenings), TREATED.rated[-1])
    return effect_now(at_the_end).at_least(ONE_POINT)


def _taught_rows(found: Sequence[tuple[Fall, int, Learnt]]) -> Iterator[tuple[str, ...]]:
    for truth, days, taught in found:
        yield (
            str(truth),
            str(days),
            str(taught.fall),
            f"{taught.mean_sd:.1f}",
            f"{taught.score:+.1f} ± {taught.score_error:.1f}",
        )


def _worth_rows(found: Sequence[tuple[Fall, int, Learnt]]) -> Iterator[tuple[str, ...]]:
    for truth in TRUTHS:
        longest = next(t for who, days, t in found if (who, days) == (truth, WAITING_DAYS[-1]))
        true, said = judged(truth, (ASSUMED, longest.fall, truth))
        helped = true >= ONE_POINT
        missed = np.square(said - helped[:, None])
        gained = missed[:, :1] - missed
        for belief, name in enumerate(("assumed", "learnt", "known exactly")):
            scores = {"helped": said[helped, belief], "not": said[~helped, belief]}
            error = gained[:, belief].std() / np.sqrt(COURSES)
            yield (
                f"{truth}, {name}",
                f"{area(scores, ['helped'], ['not']):.3f}",
                f"{missed[:, belief].mean():.4f}",
                "" if belief == 0 else f"{gained[:, belief].mean():+.4f} ± {error:.4f}",
            )


def render() -> str:
    """What waiting days teach, and what it would be worth."""
    found = [(truth, days, waited(truth, days)) for truth in TRUTHS for days in WAITING_DAYS]
    taught = table(
        (
            f"true fall of {WAITING_PEOPLE} people, points",
            "days each",
            "learnt",
            "its mean unsure by",
            "log score of those left out, against what is assumed",
        ),
        _taught_rows(found),
    )
    worth = table(
        (
            f"true fall of {COURSES:,} treated people, points; what is believed of it",
            "area under the curve",
            "Brier score of P(E ≥ 1)",
            "better than assumed by",
        ),
        _worth_rows(found),
    )
    return f"Assumed: {ASSUMED} points.\n\n{taught}\n\n{worth}"


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
