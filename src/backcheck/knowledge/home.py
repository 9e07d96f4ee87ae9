"""What somebody can do at home: each habit with its dose, its certainty and what to heed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .cautions import Caution, cautions
from .evidence_items import Grade
from .planned import Background, PlannedTreatment, Technique
from .provenance import Provenance
from .reading import Reader, Table
from .sentence import Sentence
from .telling import Statement

_KEYS = ("grade", "numbers", "technique", "studies", "cares")


@dataclass(frozen=True, slots=True)
class Habit:
    """One thing to do. ``numbers`` are its dose; ``technique`` the one whose cautions it has."""

    id: str
    grade: Grade
    numbers: Mapping[str, float]
    technique: Technique | None
    studies: tuple[Statement, ...]
    cares: tuple[Statement, ...]
    provenance: Provenance

    @property
    def to_do(self) -> Statement:
        """What to do, how long and how often."""
        return Statement(Sentence(f"home.{self.id}", self.numbers), self.provenance)

    @property
    def more(self) -> Statement:
        """How it grows, or that it doesn't."""
        return Statement(Sentence(f"home.{self.id}_more", self.numbers), self.provenance)


@dataclass(frozen=True, slots=True)
class LadderRule:
    """When a ladder of feared movements goes up or down; points are of 0 to 10."""

    id: str
    easy_fear_points: float
    easy_tries: float
    too_much_points: float
    flare_days: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Home:
    """All of home.toml."""

    habits: Mapping[str, Habit]
    ladder: LadderRule


@dataclass(frozen=True, slots=True)
class WalkingPlan:
    """The minutes of the coming week, and why."""

    minutes: float
    why: Statement


def next_walk(minutes: float, days_walked: int, was_too_much: bool) -> WalkingPlan:
    """How long to walk in the coming week. Pure.

    Args:
        minutes: what was agreed for the week that ended.
        days_walked: days of that week on which it was done, 0 to 7.
        was_too_much: whether the person says that it was too much.

    Raises:
        ValueError: minutes aren't above 0, or a week hasn't so many days.
    """
    if minutes <= 0.0 or not 0 <= days_walked <= 7:
        raise ValueError("minutes must lie above 0 and days_walked between 0 and 7")
    habit = home().habits["walk"]
    step, goal = habit.numbers["step"], habit.numbers["goal"]
    way, planned = "same", minutes
    if was_too_much:
        way, planned = "less", max(minutes - step, min(step, minutes))
    elif minutes >= goal:
        way = "goal"
    elif days_walked >= habit.numbers["enough_days"]:
        way, planned = "more", min(minutes + step, goal)
    said = Sentence(f"walk.{way}", {"minutes": planned})
    return WalkingPlan(planned, Statement(said, habit.provenance))


def to_heed(habit: Habit, background: Background) -> tuple[Caution, ...]:
    """The cautions of a habit that is a technique, for what is known of somebody."""
    if habit.technique is None:
        return ()
    return cautions(background, PlannedTreatment(frozenset({habit.technique}))).all


def read_home(text: str | None = None) -> Home:
    """Read home.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("home.toml", text)
    studies, cares = _statements(reader, "studies", "study"), _statements(reader, "cares", "care")
    habits = {
        key: _habit(reader, key, entry, studies, cares)
        for key, entry in reader.table("habits").items()
    }
    named = [each.said.id for habit in habits.values() for each in (*habit.studies, *habit.cares)]
    for table, known in (("studies", studies), ("cares", cares)):
        for key, statement in known.items():
            if statement.said.id not in named:
                reader.fault(f"{table}.{key}", "no habit names it")
    reader.exactly("ladder", ("usual",))
    rules = reader.records(LadderRule, "ladder")
    reader.done()
    return Home(habits, rules["usual"])


def _statements(reader: Reader, table: str, family: str) -> Mapping[str, Statement]:
    found = {}
    for key, entry in reader.table(table).items():
        place = f"{table}.{key}"
        reader.known_keys(entry, place, ("numbers",))
        said = Sentence(f"{family}.{key}", reader.numbers(entry, "numbers", place))
        found[key] = Statement(said, reader.provenance(entry, place))
    return found


def _habit(
    reader: Reader,
    key: str,
    entry: Table,
    studies: Mapping[str, Statement],
    cares: Mapping[str, Statement],
) -> Habit:
    place = f"habits.{key}"
    reader.known_keys(entry, place, _KEYS)
    given = "technique" in entry
    return Habit(
        id=key,
        grade=Grade(reader.choice(entry, "grade", place, Grade)),
        numbers=reader.numbers(entry, "numbers", place),
        technique=Technique(reader.choice(entry, "technique", place, Technique)) if given else None,
        studies=_named(reader, entry, "studies", place, studies),
        cares=_named(reader, entry, "cares", place, cares),
        provenance=reader.provenance(entry, place),
    )


def _named(
    reader: Reader, entry: Table, key: str, place: str, known: Mapping[str, Statement]
) -> tuple[Statement, ...]:
    names = reader.texts(entry, key, place)
    for name in names:
        if name not in known:
            reader.fault(place, f"{key}: {name!r} is not in this file")
    return tuple(known[name] for name in names if name in known)


@cache
def home() -> Home:
    """What is said of home in this release."""
    return read_home()
