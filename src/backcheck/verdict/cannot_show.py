"""What the answer cannot show. Said with every answer, good or bad."""

from __future__ import annotations

from backcheck.knowledge.sentence import Sentence

from .answers import Answers
from .course import Course, MovementCheck, Stratum
from .diary import Diary, also_started, other_rated_signs
from .several import Several


def cannot_show(diary: Diary, found: Answers, stratum: Stratum, several: Several) -> list[Sentence]:
    """The limits that hold for every course, then those of this one."""
    said = [Sentence("cannot.cause"), Sentence("cannot.natural_course")]
    if found.change is not None and found.change.at_an_end:
        said.append(Sentence("cannot.end_of_scale"))
    other = also_started(diary)
    if other is not None:
        said.append(Sentence("cannot.also_started", {"what": other.what}))
    if stratum is Stratum.MIXED and diary.readings:
        said.append(Sentence("cannot.duration"))
    if _has_movement(diary.course):
        said.append(Sentence("cannot.movement"))
    if diary.sign.transform is not None:
        said.append(Sentence("cannot.measured", {"sign": diary.sign.id}))
    if other_rated_signs(diary) and not several.signs:
        said.append(Sentence("cannot.other_signs", {"sign": diary.sign.id}))
    if not found.relief.enough:
        said.append(Sentence("cannot.relief", {"count": found.relief.reports}))
    return said


def _has_movement(course: Course) -> bool:
    return any(isinstance(event, MovementCheck) for event in course.events)
