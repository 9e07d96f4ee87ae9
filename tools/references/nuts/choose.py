"""Choose the 70 courses that are frozen, once.

    python -m tools.references.nuts.choose

Drawn from the prior and from the scenarios. A third has many readings at an end of the scale, some
are as steady as real diaries, in some the effect comes late. Asked on the day of the last event.
The last twenty are the next in each row: they were drawn when the engine had been mended with the
first fifty in view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice

from backcheck.knowledge.scenarios import scenarios
from backcheck.stats.run import Reading
from backcheck.verdict.diary import diary_of
from backcheck.verdict.operating import one_of
from backcheck.verdict.posterior import happenings, stratum
from tools.validate.courses import drawn

from .frozen import COURSES, Frozen, plain, written

AFTERWARDS = "drawn afterwards"
MANY = 0.2  # from this share of readings at an end on there are "many"
SCENARIO_SEED = 50_000  # the measured rates use another


def at_an_end(course: Frozen) -> float:
    """Share of the readings that are 0 or 10."""
    values = [h.value for h in course.happenings if isinstance(h, Reading)]
    return sum(value in (0.0, 10.0) for value in values) / len(values)


def from_prior(kind: str, *, steady: bool = False, late: bool = False) -> Iterator[Frozen]:
    """Courses of the model itself, from number 1,000 on (others use the first thousand)."""
    for seed in count(1_000):
        one = drawn(seed, steady=steady)
        if not late or one.truth.onset > 0:
            name = f"prior-{'steady-' if steady else ''}{seed}"
            yield Frozen(name, kind, one.stratum.value, one.happenings[-1].at_days, one.happenings)


def from_scenario(kind: str, key: str) -> Iterator[Frozen]:
    """Courses of a scenario; whole evenings, asked a week after the last visit."""
    for number in count():
        diary = diary_of(one_of(scenarios().all[key], SCENARIO_SEED, number).course)
        asked = diary.on_days - diary.readings[0].at_days
        yield Frozen(f"{key}-{number}", kind, stratum(diary).value, asked, list(happenings(diary)))


def many(course: Frozen) -> bool:
    """Whether many readings lie at an end."""
    return at_an_end(course) >= MANY


def chosen() -> list[Frozen]:
    """Twelve from the prior, seventeen at an end, six steady, seven late, eight from scenarios."""
    at_ends = "many readings at an end"
    found = [
        *islice(from_prior("prior"), 12),
        *_those(many, from_prior(at_ends), 11, skip=12),
        *_those(many, from_scenario(at_ends, "sawtooth_and_lasting"), 3),
        *_those(many, from_scenario(at_ends, "gradual"), 3),
        *islice(from_prior("steady", steady=True), 6),
        *islice(from_prior("late onset", late=True), 12, 16),
        *islice(from_scenario("late onset", "late"), 3),
    ]
    for key in (
        "flat_with_entry_flare",
        "natural_recovery",
        "unrelated_lasting_drop",
        "large_entry_flare",
        "sawtooth_and_lasting",
        "gradual",
        "modest",
        "worsening_held",
    ):
        found += islice(from_scenario("scenario", key), 5, 6)
    return found


def chosen_afterwards() -> list[Frozen]:
    """Thirteen with many readings at an end, two steady, five in which it may come late."""
    return [
        *_those(many, from_prior(AFTERWARDS), 20, skip=12)[11:],
        *_those(many, from_scenario(AFTERWARDS, "sawtooth_and_lasting"), 5)[3:],
        *_those(many, from_scenario(AFTERWARDS, "gradual"), 5)[3:],
        *islice(from_prior(AFTERWARDS, steady=True), 6, 8),
        *islice(from_prior(AFTERWARDS, late=True), 16, 17),
        *islice(from_scenario(AFTERWARDS, "late"), 3, 7),
    ]


def _those(
    wanted: Callable[[Frozen], bool], some: Iterator[Frozen], number: int, skip: int = 0
) -> list[Frozen]:
    return list(islice(filter(wanted, islice(some, skip, None)), number))


if __name__ == "__main__":
    every = [plain(course) for course in chosen() + chosen_afterwards()]
    COURSES.write_text(written(every), encoding="utf-8")
