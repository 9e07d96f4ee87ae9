"""What the demo clinic is made of: which simulated person, and how far their course has come."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from backcheck.verdict.course import FlagLevel

_RECIPE = files(__package__) / "recipe.toml"


@dataclass(frozen=True, slots=True)
class Order:
    """One course to be made. Days count from the first day of its diary.

    ``days`` is how long the diary has run, ``quiet_days`` how long ago it fell silent, ``gaps`` its
    silences in between, ``missed_visits`` the planned ones that were not kept, ``milder_points`` by
    how much this person rates lower than the scenario's people.
    """

    id: str
    scenario: str
    seed: int
    days: int
    visits: int = 8
    milder_points: float = 0.0
    quiet_days: int = 0
    first_day: int = 0
    gaps: tuple[tuple[int, int], ...] = ()
    missed_visits: tuple[int, ...] = ()
    closed: bool = False
    unknown_duration: bool = False
    flag: FlagLevel | None = None
    question: str = ""
    cleared: bool = False
    also_started: str = ""
    also_started_day: int = 0

    def __post_init__(self) -> None:
        if (self.flag is None) != (not self.question):
            raise ValueError(f"{self.id}: a flag needs its question, and a question its flag")


@cache
def orders() -> tuple[Order, ...]:
    """The recipe, in the order of its file.

    Raises:
        ValueError: an entry that makes no sense.
    """
    entries = tomllib.loads(_RECIPE.read_text(encoding="utf-8"))["course"]
    return tuple(_order(f"S-{number:02}", entry) for number, entry in enumerate(entries, 1))


def _order(name: str, entry: dict[str, object]) -> Order:
    made = dict(entry)
    if "flag" in made:
        made["flag"] = FlagLevel(str(made["flag"]))
    for key in ("gaps", "missed_visits"):
        if key in made:
            made[key] = tuple(tuple(x) if isinstance(x, list) else x for x in made[key])  # type: ignore[attr-defined]
    return Order(id=name, **made)  # type: ignore[arg-type]
