"""What a person may expect without treatment, as it is told: published averages with a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .provenance import Provenance
from .reading import Reader
from .sentence import Sentence
from .telling import Statement


@dataclass(frozen=True, slots=True)
class ToldCourse:
    """People whose pain had lasted from_days <= d < to_days improved by fall_points in weeks."""

    id: str
    from_days: float
    to_days: float
    fall_points: float
    weeks: float
    provenance: Provenance

    @property
    def said(self) -> Statement:
        """What is to be expected without treatment, with who says so."""
        given = {"points": self.fall_points, "weeks": self.weeks}
        return Statement(Sentence("evidence.course", given), self.provenance)


def read_natural_course(text: str | None = None) -> Mapping[str, ToldCourse]:
    """Read natural_course.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault at once; also a figure that may not be told as fact.
    """
    reader = Reader("natural_course.toml", text)
    courses = reader.records(ToldCourse, "told")
    for key, course in courses.items():
        if not course.provenance.certainty.may_be_told_as_fact:
            reader.fault(f"told.{key}", "what is remembered or judged is not told as fact")
    reader.done()
    return courses


@cache
def natural_course() -> Mapping[str, ToldCourse]:
    """The figures of this release."""
    return read_natural_course()
