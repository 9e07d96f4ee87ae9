"""A course goes in, an Assessment comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backcheck import __version__
from backcheck.knowledge.sentence import Sentence

from .answers import Answers, answers
from .because import because
from .cannot_show import cannot_show
from .course import Course, Stratum
from .diary import Diary, diary_of
from .five import five_sentences
from .posterior import stratum as stratum_at_start
from .rules import NextStep, Verdict, next_step_of, verdict_of
from .several import Several, several_signs
from .signs_said import signs_said
from .usual_rules import usual_rules
from .would_change import would_change

ENGINE = f"backcheck {__version__}, model 3"


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer for one course on one day. Points are positive when better."""

    diary: Diary
    stratum: Stratum
    answers: Answers
    verdict: Verdict
    next_step: NextStep
    several: Several
    usual_rules: Mapping[str, bool | None]
    because: tuple[Sentence, ...]
    would_change: tuple[Sentence, ...]
    cannot_show: tuple[Sentence, ...]
    signs_said: tuple[Sentence, ...]
    five_sentences: tuple[Sentence, ...]
    engine: str = ENGINE


def assess(course: Course, on_days: float | None = None) -> Assessment:
    """The answer on a day.

    Args:
        course: what happened.
        on_days: the instant asked about, in the course's own days; the last event when None.
            Later events are not used, and are counted in ``diary.ignored_after``.
    """
    diary = diary_of(course, on_days)
    stratum = stratum_at_start(diary)
    found = answers(diary)
    verdict = verdict_of(diary, found)
    step = next_step_of(diary, found, verdict)
    several = several_signs(diary, found)
    return Assessment(
        diary=diary,
        stratum=stratum,
        answers=found,
        verdict=verdict,
        next_step=step,
        several=several,
        usual_rules=usual_rules(diary),
        because=tuple(because(diary, found, verdict, step)),
        would_change=tuple(would_change(diary, found, verdict, stratum)),
        cannot_show=tuple(cannot_show(diary, found, stratum, several)),
        signs_said=signs_said(diary, verdict, several),
        five_sentences=five_sentences(diary, found, stratum, verdict, step),
    )
