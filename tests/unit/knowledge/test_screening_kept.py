"""What is kept of a screening, and how its questions are put: the pure part of the page."""

from __future__ import annotations

import json

import pytest

from backcheck.knowledge.screening.changes import ChangedAnswer, changed_answers
from backcheck.knowledge.screening.given import Context
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import said_by, said_from_json, said_to_json
from backcheck.knowledge.screening.screen import asked, screen
from backcheck.knowledge.screening.steps import as_last_time, groups, steps
from backcheck.knowledge.wording import Audience, languages
from backcheck.reports.screening import said_report, screening_report

RULES = rules()
EXAMPLES = [
    (rule.id, example) for rule in RULES.all.values() for example in rule.examples if example.raised
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_what_was_said_comes_back_as_it_was(rule: str, example) -> None:
    said = said_by(screen(example.answers, example.context, RULES))
    kept = json.dumps(said_to_json(said), ensure_ascii=False)
    assert said_from_json(json.loads(kept)) == said, rule


def test_a_kept_screening_reads_like_the_one_that_was_made() -> None:
    screening = screen({"leg_weakness": "yes", "steroids": "yes"}, Context(age=70), RULES)
    kept = said_from_json(json.loads(json.dumps(said_to_json(said_by(screening)))))
    for language in languages():
        for reader in (Audience.PRACTITIONER, Audience.PATIENT):
            assert said_report(kept, reader, language) == screening_report(
                screening, reader, language
            )


def test_what_changed_since_last_time_is_told_both_ways() -> None:
    before = {"fever": "no", "diabetes": "yes", "gone_since": "yes"}
    now = {"fever": "yes", "diabetes": "yes", "steroids": "not_sure"}
    assert list(changed_answers(now, before, RULES.questions)) == [
        ChangedAnswer("fever", "no", "yes"),
        ChangedAnswer("steroids", None, "not_sure"),
        ChangedAnswer("gone_since", "yes", None),
    ]


@pytest.mark.parametrize("most", [1, 8, 12, 100])
def test_every_question_stands_in_one_step(most: int) -> None:
    found = steps(RULES, most)
    topics = [topic for step in found for topic in step]
    assert topics == list(dict.fromkeys(each.topic for each in RULES.questions.all.values()))
    for step in found:
        count = sum(each.topic in step for each in RULES.questions.all.values())
        assert count <= most or len(step) == 1


def test_a_group_holds_what_is_asked_and_nothing_else() -> None:
    shown = set(asked({}, Context(days_since_onset=10), RULES))
    found = groups(shown, RULES)
    assert {each.id for group in found for each in group.questions} == shown
    assert set(RULES.emergency_questions) <= shown


def test_as_last_time_never_answers_what_an_emergency_looks_at() -> None:
    previous = {
        key: question.values[0] if question.values else question.low
        for key, question in RULES.questions.all.items()
    }
    for topic in RULES.questions.topics:
        filled = dict(as_last_time(topic, {}, previous, RULES))
        assert not set(filled) & set(RULES.emergency_questions)
        assert filled == {key: previous[key] for key in filled}
        assert all(RULES.questions.all[key].topic == topic for key in filled)


def test_as_last_time_leaves_today_s_answers_and_open_ones_alone() -> None:
    told = dict(as_last_time("mood", {"self_harm": "no"}, {"self_harm": "yes"}, RULES))
    assert told == {}
    assert dict(as_last_time("mood", {}, {}, RULES)) == {}
    assert dict(as_last_time("mood", {}, {"self_harm": "a word gone since"}, RULES)) == {}
