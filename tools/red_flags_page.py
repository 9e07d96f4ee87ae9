"""docs/generated/red-flags.md: what is asked, why, what it leads to, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from backcheck.knowledge.provenance import Provenance, Source
from backcheck.knowledge.screening.condition import (
    Answered,
    Compared,
    Condition,
    Finding,
    Person,
    Several,
    Unanswered,
    questions_of,
)
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.question import Question
from backcheck.knowledge.screening.rule import Example, Rule, Rules
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, render
from tests.spec.screening.vignettes import VIGNETTES
from tools.markdown import table

_ALIKE = 20  # a condition over more questions than this asks the same of all
_FLAGS = {
    "A1": "weakness in the leg",
    "A2": "reduced sensation",
    "A3": "bladder or bowel",
    "A4": "fever",
    "A5": "weight loss without trying",
    "A6": "after an injury",
    "A7": "pain that worsens unusually",
    "F1": "brand-new pain",
    "F2": "disc herniation that progresses",
    "B1": "the whole cauda equina card",
    "B2": "cancer",
    "B3": "risk of infection",
    "B4": "fragile bone",
    "B5": "abdominal aortic aneurysm",
    "B6": "inflammatory back pain",
    "B7": "gait and hands",
    "B8": "age and person",
    "B9": "other organs",
    "B10": "anticoagulant and sudden pain",
    "B11": "mental health",
    "weak": "signs that say little alone",
    "not_sure": "answers of not sure",
    "unanswered": "open questions",
    "change": "change since last time",
}


def red_flags_page() -> str:
    """The page."""
    known = rules()
    return "".join(
        [
            _head(known),
            "\n## What is asked, and why\n\n",
            *_topics(known),
            "\n## What it leads to\n\nWhat several rules share has a name:\n\n",
            _bullets(f"{_condition(each)}: {_whole(each.when)}" for each in known.findings),
            *_flags(known),
            "\n## Vignettes from published descriptions\n\n",
            *_vignettes(),
            "\n## Sources\n\n",
            *_sources(known),
        ]
    )


def _head(known: Rules) -> str:
    poor = known.how_poor
    levels = _bullets(
        f"**{level.name}**: {_said(f'screen.level.{level.name}')}. "
        f"{_said(f'screen.do.{level.name}')}"
        for level in sorted(Level, reverse=True)
    )
    return (
        "# Warning signs: what is asked, why, and what it leads to\n\n"
        f"Rule set {known.version}. **No clinician has reviewed it.** Every level and time frame "
        "below is a proposal of ours; the certainty and source of a rule are those of what it "
        "rests on. What is `from_memory` or `judgement` is never told to a patient as fact: a "
        "patient reads back what was answered, and what to do.\n\n"
        f"Warning signs are poor tests: {100 * poor.flagged_fraction:.1f} % of people with acute "
        f"back pain had at least one, {100 * poor.serious_fraction:.1f} % had serious disease "
        f"({poor.provenance.source.citation}) So nothing here says that somebody has no illness, "
        "weak signs count together, strong ones alone, and everything is asked again at every "
        "visit. A question that is left open is never a no, and no answer lowers what another "
        f"has raised. The file: [screening-file.md](../screening-file.md).\n\n{levels}"
    )


def _topics(known: Rules) -> Iterator[str]:
    for topic, questions in groupby(known.questions.all.values(), key=lambda each: each.topic):
        why = f"screen.why.{topic}"
        yield f"### {topic.replace('_', ' ')}\n\n"
        yield f"{_said(why)}\n\nTo the patient: *{_said(why, Audience.PATIENT)}*\n\n"
        yield f"{_certainty(known.questions.topics[topic].provenance)}\n\n"
        columns = ("question", "asked of a patient", "answers", "looked at by", "why it is asked")
        yield table(columns, [_question(each, known) for each in questions], numbers=False) + "\n"


def _question(question: Question, known: Rules) -> tuple[str, ...]:
    name = f"`{question.id}`"
    if question.id in known.emergency_questions:
        name += " (always asked)"
    if question.asked_if is not None:
        name += f" (asked if {_condition(question.asked_if)})"
    answers = ", ".join(f"`{value}`" for value in question.values)
    rules_of = [
        f"`{rule.id}`"
        for rule in known.all.values()
        if question.id in _looked_at(rule.when) and not _asks_of_all(rule.when)
    ]
    return (
        name,
        _said(f"screen.ask.{question.id}", Audience.PATIENT),
        answers or f"{question.low:g} to {question.high:g} {question.unit}",
        " ".join(rules_of),
        _certainty(question.provenance, question.facts),
    )


def _looked_at(condition: Condition) -> set[str]:
    found = set(questions_of(condition))
    if "weight_loss_percent" in found:
        found |= {"weight_loss_kg", "weight_kg"}
    return found


def _asks_of_all(condition: Condition) -> bool:
    return isinstance(condition, Several) and len(condition.parts) > _ALIKE


def _flags(known: Rules) -> Iterator[str]:
    for flag, of_flag in groupby(known.all.values(), key=lambda each: each.flag):
        yield f"\n### {flag}: {_FLAGS[flag]}\n"
        yield from map(_rule, of_flag)


def _rule(rule: Rule) -> str:
    reason = Sentence(f"screen.reason.{rule.id}", _parameters(rule))
    by_when = label(f"screen.time.{rule.time_frame.id}")
    lines = [
        f"to the patient: *{render(reason, Audience.PATIENT)}*",
        f"when {_whole(rule.when)}",
        _certainty(rule.provenance, rule.facts),
        *(["told only where no doctor is needed anyway"] if rule.yields else []),
        *(f"example: {_example(each, rule)}" for each in rule.examples),
    ]
    return (
        f"\n**`{rule.id}`** → **{rule.level.name}**, {by_when.lower()}. "
        f"{render(reason, Audience.PRACTITIONER)}\n\n{_bullets(lines)}"
    )


def _parameters(rule: Rule) -> dict[str, Any]:
    return {**rule.figures, **dict.fromkeys(rule.tells, 10)}


def _condition(condition: Condition) -> str:
    match condition:
        case Answered(question=question, values=values, before=before):
            last_time = f", last time {_either(before)}" if before else ""
            return f"`{question}` is {_either(values)}{last_time}"
        case Compared(name=name, low=low, high=high, if_unknown=if_unknown):
            least = "" if low == float("-inf") else f" at least {low:g}"
            most = "" if high == float("inf") else f" below {high:g}"
            return f"{name.replace('_', ' ')}{least}{most}{_or_unknown(if_unknown)}"
        case Person(name=name, values=values, if_unknown=if_unknown):
            return f"{name} is {_either(values)}{_or_unknown(if_unknown)}"
        case Unanswered(question=question):
            return f"`{question}` has no answer"
        case Finding(name=name):
            return f"*{name.replace('_', ' ')}*"
        case Several(least=least, parts=parts):
            return _several(least, parts)


def _whole(condition: Condition) -> str:
    told = _condition(condition)
    return told[1:-1] if told.startswith("(") and told.endswith(")") else told


def _several(least: int, parts: tuple[Condition, ...]) -> str:
    if len(parts) > _ALIKE:
        match parts[0]:
            case Answered(before=before) if before:
                return "any question is answered otherwise than no, and was no last time"
            case Answered(values=values):
                return f"any question is {_either(values)}"
        return f"any of the {len(parts)} questions that an emergency looks at has no answer"
    told = [_condition(each) for each in parts]
    alike = {(e.values, e.before) for e in parts if isinstance(e, Answered)}
    if least == 1 and len(alike) == 1 and all(isinstance(each, Answered) for each in parts):
        names = [f"`{each}`" for part in parts for each in questions_of(part)]
        return f"any of {', '.join(names)} {told[0].split('` ', 1)[1]}"
    if least == len(parts):
        return "(" + "; and ".join(told) + ")"
    if least == 1:
        return "(" + "; or ".join(told) + ")"
    return f"at least {least} of ({'; '.join(told)})"


def _either(values: Iterable[str]) -> str:
    *most, last = sorted(values, key=lambda value: (value != "yes", value))
    return f"{', '.join(most)} or {last}" if most else last


def _or_unknown(if_unknown: bool) -> str:
    return " or not known" if if_unknown else ""


def _example(example: Example, rule: Rule) -> str:
    answers = [f"{key} {_shown(value)}" for key, value in example.answers.items()]
    if len(answers) > _ALIKE:
        answers = ["every question no"]
    person = example.context
    known = (("age", person.age), ("days since onset", person.days_since_onset))
    answers += [f"{name} {_shown(value)}" for name, value in known if value is not None]
    answers += [] if person.sex is None else [person.sex.value]
    answers += [] if person.pregnant is None else [f"pregnant {str(person.pregnant).lower()}"]
    answers += [f"last time {key} {_shown(value)}" for key, value in person.previous.items()]
    ends = "raised" if example.raised else "not raised"
    return f"{', '.join(answers) or 'nothing is known'}: {ends}"


def _shown(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else value


def _vignettes() -> Iterator[str]:
    yield (
        f"{len(VIGNETTES)} invented people, each with what a source describes, in our own words. "
        "They are tests: `tests/spec/screening/vignettes.toml`.\n\n"
    )
    rows = [(each.story, each.described_by, each.level) for each in VIGNETTES]
    yield table(("who", "described by", "level"), rows, numbers=False)


def _said(key: str, audience: Audience = Audience.PRACTITIONER) -> str:
    return render(Sentence(key), audience)


def _certainty(provenance: Provenance, facts: Iterable[Source] = ()) -> str:
    beside = [f"`{fact.id}`" for fact in facts]
    also = f", beside it {', '.join(beside)}" if beside else ""
    return f"{provenance.certainty.value}: `{provenance.source.id}`{also}"


def _sources(known: Rules) -> Iterator[str]:
    items = [*known.questions.topics.values(), *known.all.values()]
    found = {each.provenance.source for each in items}
    for each in (*known.questions.all.values(), *known.all.values()):
        found |= {each.provenance.source, *each.facts}
    rows = [(f"`{s.id}`", s.citation, s.address) for s in sorted(found, key=lambda s: s.id)]
    yield table(("source", "what it is", "where it was seen"), rows, numbers=False)


def _bullets(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)
