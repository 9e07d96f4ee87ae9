"""When the answer to a letter to a doctor is due, and by when a letter asks, by its level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from .provenance import Provenance
from .reading import Reader
from .screening.level import Level
from .screening.rules import rules

FILE = "letters.toml"
LEVELS = tuple(reversed([level for level in Level if level is not Level.NONE]))
_LONGEST_DAYS = 365


@dataclass(frozen=True, slots=True)
class LetterTimes:
    """Of one level. ``time_frame``: what the letter asks for where no rule was raised."""

    id: str
    answer_due_days: float
    time_frame: str
    provenance: Provenance

    def answer_due_on(self, written_on: date) -> date:
        """The day by which an answer is looked for."""
        return written_on + timedelta(days=self.answer_due_days)


def read_letter_times(text: str | None = None) -> Mapping[Level, LetterTimes]:
    """Read letters.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(FILE, text)
    reader.exactly("levels", [level.name for level in LEVELS])
    frames = {rule.time_frame.id for rule in rules().all.values()}
    found = {}
    for key, entry in reader.table("levels").items():
        place = f"levels.{key}"
        reader.known_keys(entry, place, ["answer_due_days", "time_frame"])
        found[key] = LetterTimes(
            key,
            reader.number(entry, "answer_due_days", place, 1.0, _LONGEST_DAYS),
            reader.choice(entry, "time_frame", place, sorted(frames)),
            reader.provenance(entry, place),
        )
    reader.done()
    return {level: found[level.name] for level in LEVELS}


@cache
def letter_times() -> Mapping[Level, LetterTimes]:
    """Those of this release."""
    return read_letter_times()
