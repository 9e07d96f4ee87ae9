"""A letter to a doctor as a document: what was reported, what is asked, room for the answer. It is
kept in words, so that the same letter can be printed again whatever the catalogue says by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from backcheck.knowledge.letter_times import letter_times
from backcheck.knowledge.screening.given import Answers, Context
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import Reason, Said
from backcheck.knowledge.sentence import Parameter
from backcheck.knowledge.wording import Audience, label

from .letter_words import answer_words, day_in_words, duration_words, question_words, typed
from .screening import told_or_gone

FORM = 1  # of what is kept; another one needs a reader of its own
FOR_PRACTITIONER = frozenset({"X_not_sure", "X_unanswered", "X_new_since"})  # told otherwise here
_OPEN_NAMED = 4  # questions without an answer that are named; of more only how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A screening as a letter tells it: result, answers, what is known of the person."""

    said: Said
    answers: Answers
    context: Context
    asked_on: date


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Which clinician of the clinic signed the rule set, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDoctor:
    """What a letter is made of; texts as they were typed.

    ``level`` is how soon a doctor is asked for where there is no screening; a screening's own
    level stands otherwise. ``reference`` is what the clinic knows the record by.
    """

    clinic: str
    contact: str
    practitioner: str
    role: str
    doctor: str
    patient: str
    born_on: date | None
    identity_number: str
    reference: str
    written_on: date
    level: Level
    added: str
    reported: Reported | None = None
    reviewed: Reviewed | None = None

    @property
    def asked_level(self) -> Level:
        """How soon a doctor is asked for."""
        found = self.level if self.reported is None else self.reported.said.level
        return max(found, Level.NOTE)

    @property
    def treatment_waits(self) -> bool:
        """Whether treatment waits for the doctor."""
        if self.reported is None:
            return self.level >= Level.DOCTOR_FIRST
        return self.reported.said.treatment_waits


@dataclass(frozen=True, slots=True)
class ReportedSign:
    """One warning sign that was reported: in words, by when, and the answers it came from."""

    told: str
    by_when: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDocument:
    """A letter in words of one language, without layout. ``about`` are names and values."""

    language: str
    level: str  # the name of a Level, for a mark beside the headline
    day: date
    title: str
    headline: str
    sender: tuple[str, str]
    to: str
    on: str
    about: tuple[tuple[str, str], ...]
    opening: str
    signs: tuple[ReportedSign, ...]
    left_open: tuple[str, ...]
    added_heading: str
    added: tuple[str, ...]
    asks: tuple[str, ...]
    meanwhile: str
    rules: str
    signed: tuple[str, ...]
    slip: tuple[str, str]  # who the answer is about, and where it goes


def letter(given: ToDoctor, language: str) -> LetterDocument:
    """The letter in words.

    Args:
        given: what it is made of.
        language: the doctor's, one of ``wording.languages()``.
    """

    def words(key: str, **parameters: Parameter) -> str:
        return label(key, language, **parameters)

    waits = given.treatment_waits
    patient = typed(given.patient)
    on = day_in_words(given.written_on, language)
    role = [typed(given.role)] if given.role else []
    return LetterDocument(
        language=language,
        level=given.asked_level.name,
        day=given.written_on,
        title=words("letter.title"),
        headline=words(f"letter.headline_{_urgency(given).name}"),
        sender=(typed(given.clinic), typed(given.contact)),
        to=_to(given.doctor, language),
        on=on,
        about=tuple(_about(given, language)),
        opening=_opening(given, language),
        signs=tuple(_signs(given.reported, language)),
        left_open=tuple(_left_open(given.reported, language)),
        added_heading=words("letter.added" if given.reported else "letter.added_alone"),
        added=tuple(typed(line) for line in given.added.splitlines() if line.strip()),
        asks=(
            words("letter.ask_assess", by_when=_by_when(given, language)),
            words("letter.ask_go_on"),
            words("letter.ask_found", patient=patient),
        ),
        meanwhile=words("letter.waits" if waits else "letter.goes_on"),
        rules=_rules(given, language),
        signed=(typed(given.practitioner), *role),
        slip=(
            words("letter.slip_about", patient=patient, reference=given.reference, day=on),
            words("letter.slip_to", clinic=typed(given.clinic), contact=typed(given.contact)),
        ),
    )


def _to(doctor: str, language: str) -> str:
    if not doctor:
        return label("letter.to_any", language)
    return label("letter.to", language, doctor=typed(doctor))


def _urgency(given: ToDoctor) -> Level:
    """As the headline says it: what may wait beside gentle care isn't urgent."""
    level = given.asked_level
    return level if level > Level.DOCTOR_FIRST or given.treatment_waits else Level.NOTE


def _about(given: ToDoctor, language: str) -> Iterator[tuple[str, str]]:
    yield label("letter.patient", language), typed(given.patient)
    if given.born_on is not None:
        yield label("letter.born_on", language), day_in_words(given.born_on, language)
    if given.identity_number:
        yield label("letter.identity_number", language), typed(given.identity_number)
    since = None if given.reported is None else given.reported.context.days_since_onset
    if since is not None:
        yield label("letter.pain_for", language), duration_words(since, language)


def _opening(given: ToDoctor, language: str) -> str:
    if given.reported is None:
        return label("letter.opening_written", language)
    asked_on = day_in_words(given.reported.asked_on, language)
    if _for_doctor(given.reported.said):
        return label("letter.opening", language, day=asked_on)
    return label("letter.opening_none", language, day=asked_on)


def _signs(reported: Reported | None, language: str) -> Iterator[ReportedSign]:
    """What a doctor is asked about; each answer stands beside the first sign it led to."""
    told: set[str] = set()
    for raised in _for_doctor(reported.said) if reported else ():
        assert reported is not None
        new = [each for each in raised.questions if each in reported.answers and each not in told]
        told.update(new)
        is_note = raised.level is Level.NOTE  # its time frame is the practitioner's
        yield ReportedSign(
            told=told_or_gone(raised.told, Audience.PRACTITIONER, language),
            by_when="" if is_note else label(f"screen.time.{raised.time_frame}", language),
            answers=tuple(_answer(reported, question, language) for question in new),
        )


def _for_doctor(said: Said) -> list[Reason]:
    """All but what only tells the practitioner to ask again."""
    return [each for each in said.reasons if each.rule not in FOR_PRACTITIONER]


def _answer(reported: Reported, question: str, language: str) -> str:
    asked = rules().questions.all.get(question)
    if asked is None:  # of an earlier rule set
        return label("screen.gone", language, id=question)
    told = answer_words(asked, reported.answers[question], language)
    return f"{question_words(question, language)} {told}"


def _left_open(reported: Reported | None, language: str) -> Iterator[str]:
    """How many questions have no answer, and which where they are few."""
    if reported is None or reported.said.left_open is None:
        return
    yield told_or_gone(reported.said.left_open, Audience.PRACTITIONER, language)
    if len(reported.said.unanswered) <= _OPEN_NAMED:
        for question in reported.said.unanswered:
            yield question_words(question, language)


def _by_when(given: ToDoctor, language: str) -> str:
    """The time frame of what is most urgent, or of the level alone."""
    raised = given.reported.said.reasons if given.reported else ()
    of_level = letter_times()[given.asked_level].time_frame
    frames = [each.time_frame for each in raised if each.level is given.asked_level]
    is_note = given.asked_level is Level.NOTE  # whose rules ask the practitioner, not a doctor
    frame = of_level if is_note or not frames else frames[0]
    return label(f"screen.time.{frame}", language)


def _rules(given: ToDoctor, language: str) -> str:
    if given.reported is None:
        return ""
    version = given.reported.said.rules_version
    if given.reviewed is None:
        return label("letter.rules_not_reviewed", language, version=version)
    on = day_in_words(given.reviewed.on, language)
    by = typed(given.reviewed.by)
    return label("letter.rules_reviewed", language, version=version, by=by, day=on)


def as_kept(document: LetterDocument) -> dict[str, Any]:
    """The letter as JSON knows it, with the number of its form."""
    told = {field.name: getattr(document, field.name) for field in fields(document)}
    signs = [[sign.told, sign.by_when, list(sign.answers)] for sign in document.signs]
    return {"form": FORM, **told, "day": document.day.isoformat(), "signs": signs}


def from_kept(kept: Mapping[str, Any]) -> LetterDocument:
    """The letter that was kept.

    Raises:
        ValueError: it is of a form that this release doesn't know.
    """
    if kept.get("form") != FORM:
        raise ValueError(f"a letter of form {kept.get('form')!r}; this release knows {FORM}")
    told = {key: _frozen(value) for key, value in kept.items() if key != "form"}
    told["day"] = date.fromisoformat(kept["day"])
    told["signs"] = tuple(ReportedSign(*each) for each in told["signs"])
    return LetterDocument(**told)


def _frozen(value: Any) -> Any:
    """Lists as the tuples they were."""
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
