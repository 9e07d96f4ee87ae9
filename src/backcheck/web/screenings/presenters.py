"""A kept screening as its page shows it, and what of it stands on the patient's page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from backcheck.knowledge.provenance import Source
from backcheck.knowledge.screening.changes import changed_answers
from backcheck.knowledge.screening.given import Answers
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.open_flags import OpenFlag, Way, greatest
from backcheck.knowledge.screening.question import NO
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import Said
from backcheck.knowledge.wording import Audience
from backcheck.reports.screening import said_report, told_or_gone
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.emergency.queries import emergency_lines
from backcheck.web.kit.days import day_told
from backcheck.web.kit.words import spoken, words
from backcheck.web.patients.kinds import State
from backcheck.web.patients.known import Known
from backcheck.web.reviews.queries import signed_version

from . import queries
from .form_page import asked_words, lasted, told_answer
from .kept import KeptScreening
from .queries import KeptClearance

RULES = "screening"  # the rule set that a clinician signs


@dataclass(frozen=True, slots=True)
class ReasonShown:
    """A rule that held, as a page shows it; ``state`` says what became of the sign."""

    told: str
    time_frame: str
    certainty: str
    sources: tuple[Source, ...]
    questions: tuple[tuple[str, str], ...]
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class FlagShown:
    """An open sign on the patient's page and in the forms that end it."""

    rule: str
    level: Level
    told: str
    since: str


def level_words(level: Level) -> str:
    """The level by its full name."""
    return words(f"page.screening.level_{level.name}")


def answer_page(
    who: Member, known: Known, kept: KeptScreening, reader: Audience
) -> Mapping[str, Any]:
    """Everything of one kept screening."""
    screenings, clearances = queries.screenings_of(known), queries.clearances_of(known)
    flags = queries.open_of(screenings, clearances)
    before = next((each for each in screenings if each.id == kept.answered.before), None)
    is_open = known.state is State.OPEN
    return {
        "patient": known,
        "screening": kept,
        "is_latest": screenings[0].id == kept.id,
        "asked_on": day_told(kept.asked_at),
        "reader": reader.value,
        "signed": signed_version(known.clinic, RULES, kept.rules_version),
        "lines": emergency_lines(known.clinic),
        "changed": [] if before is None else list(_changed(kept, before, reader)),
        "before_on": day_told(before and before.asked_at),
        "may_ask": is_open and who.may(Act.WRITE_CLINICAL),
        **clearing(flags, is_open and who.may(Act.WRITE_CLINICAL)),
        **told_page(kept.said, kept.answered.answers, reader, (flags, clearances, kept)),
        "context": _context(kept),
        "as_last_time": [
            words(f"page.screening.topic_{topic}")
            for topic in kept.answered.as_last_time
            if topic in rules().questions.topics
        ],
    }


def clearing(flags: Sequence[OpenFlag], may_clear: bool) -> Mapping[str, bool]:
    """Which of the ways to end a sign are offered."""
    return {
        "may_assess": may_clear and bool(flags),
        "may_step_down": may_clear and any(Way.STEPPED_DOWN.clears(e.level) for e in flags),
    }


Fate = tuple[Sequence[OpenFlag], Sequence[KeptClearance], KeptScreening]


def told_page(
    said: Said, answers: Answers, reader: Audience, fate: Fate | None = None
) -> Mapping[str, Any]:
    """What was said, and the answers it came from, whether or not it is kept."""
    report = said_report(said, reader, spoken())
    return {
        "level": said.level.name,
        "headline": report.headline,
        "to_do": report.to_do,
        "because": [
            (group.heading, [_reason(each, answers, reader, fate) for each in group.reasons])
            for group in report.because
        ],
        "left_open": report.left_open,
        "unanswered": [asked_words(each, reader) for each in said.unanswered],
        "unknown": [words(f"page.screening.unknown_{each}") for each in said.unknown],
        "limits": report.limits,
        "not_reviewed": report.not_reviewed,
        "answers": _answers(answers, reader, lambda answer: answer != NO),
        "noes": _answers(answers, reader, lambda answer: answer == NO),
    }


def _reason(each: Any, answers: Answers, reader: Audience, fate: Fate | None) -> ReasonShown:
    state, is_open = _state(each.rule, fate) if fate else ("", False)
    return ReasonShown(
        told=each.told,
        time_frame=each.time_frame,
        certainty=words(f"told.brief.{each.certainty}"),
        sources=each.sources,
        questions=tuple(
            (asked_words(key, reader), told_answer(key, answers.get(key))) for key in each.questions
        ),
        state=state,
        is_open=is_open,
    )


def _state(rule: str, fate: Fate) -> tuple[str, bool]:
    """Whether a sign of this screening is open, or who ended it when."""
    flags, clearances, kept = fate
    level = next(each.level for each in kept.said.reasons if each.rule == rule)
    if level < Level.DOCTOR_FIRST:
        return "", False
    for each in reversed(clearances):  # the first that ended it
        if rule in each.rules and kept.asked_at <= each.until and each.way.clears(level):
            key = {Way.DOCTOR: "page.screening.was_assessed"}
            told = key.get(each.way, "page.screening.was_stepped_down")
            who = each.doctor if each.way is Way.DOCTOR else each.recorded_by
            when = each.seen_on if each.seen_on else timezone.localtime(each.recorded_at).date()
            return words(told, who=who, day=day_told(when)), False
    return words("page.screening.is_open"), any(flag.rule == rule for flag in flags)


def _changed(
    kept: KeptScreening, before: KeptScreening, reader: Audience
) -> Iterator[tuple[str, str, str]]:
    nothing = words("page.screening.no_answer")
    now, then = kept.answered.answers, before.answered.answers
    for each in changed_answers(now, then, rules().questions):
        told = told_answer(each.question, each.before), told_answer(each.question, each.now)
        yield asked_words(each.question, reader), told[0] or nothing, told[1] or nothing


def _answers(answers: Answers, reader: Audience, wanted: Any) -> list[tuple[str, str]]:
    order = [key for key in rules().questions.all if key in answers]
    return [
        (asked_words(key, reader), told_answer(key, answers[key]))
        for key in dict.fromkeys([*order, *answers])
        if wanted(answers[key])
    ]


def _context(kept: KeptScreening) -> list[tuple[str, str]]:
    """What was known of the person then."""
    person = kept.answered.context
    rows = (
        ("page.screening.age", "" if person.age is None else str(int(person.age))),
        ("page.screening.sex", words(f"page.screening.sex_{person.sex}") if person.sex else ""),
        ("page.screening.pregnant", _yes_or_no(person.pregnant)),
        ("page.screening.lasted", lasted(person.days_since_onset)),
    )
    return [(words(key), value) for key, value in rows if value]


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else words(f"screen.answer.plain.{('no', 'yes')[value]}")


def flags_shown(
    flags: Sequence[OpenFlag], screenings: Sequence[KeptScreening]
) -> Sequence[FlagShown]:
    """Open signs with their reason, as it was told when they were raised last."""
    return [
        FlagShown(each.rule, each.level, _told_flag(each, screenings), day_told(each.since))
        for each in flags
    ]


def _told_flag(flag: OpenFlag, screenings: Sequence[KeptScreening]) -> str:
    reasons = (
        reason
        for kept in screenings
        if kept.asked_at == flag.latest
        for reason in kept.said.reasons
        if reason.rule == flag.rule
    )
    return told_or_gone(next(reasons).told, Audience.PRACTITIONER, spoken())


def part_of_patient(who: Member, known: Known) -> Mapping[str, Any]:
    """What stands on the patient's page."""
    screenings = queries.screenings_of(known)
    flags = queries.open_of(screenings, queries.clearances_of(known))
    may_ask = known.state is State.OPEN and who.may(Act.WRITE_CLINICAL)
    return {
        "flags": flags_shown(flags, screenings),
        "told": level_words(greatest(flags)),
        "latest": _line(screenings[0]) if screenings else None,
        "earlier": [_line(each) for each in screenings[1:]],
        "may_ask": may_ask,
        **clearing(flags, may_ask),
    }


def _line(kept: KeptScreening) -> Mapping[str, Any]:
    return {
        "id": kept.id,
        "level": kept.said.level.name,
        "told": level_words(kept.said.level),
        "day": day_told(kept.asked_at),
        "by": kept.asked_by,
    }
