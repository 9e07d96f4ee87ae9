"""The rule set: its own examples, its version, and faults of its files told at once."""

from __future__ import annotations

import hashlib

import pytest

from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.screening.given import Context, Sex
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.questions import FILE as QUESTIONS_FILE
from backcheck.knowledge.screening.questions import read_questions
from backcheck.knowledge.screening.rules import FILE as RULES_FILE
from backcheck.knowledge.screening.rules import read_rules, rules
from backcheck.knowledge.screening.said import not_reviewed
from backcheck.knowledge.screening.screen import screen
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, languages, render

RULES = rules()
# The version stands with every screening that is kept: whoever changes a file raises it and adds a
# line. The line of a version that was released is never changed.
VERSIONS = {"1": "b7a444eb18fc1c75"}
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES.all.values()
    for number, example in enumerate(rule.examples)
]


def _text(file: str) -> str:
    return (DATA / file).read_text(encoding="utf-8")


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_does_what_its_example_says(rule, example):
    found = screen(example.answers, example.context, RULES)
    raised = {each.rule.id: each for each in found.raised}
    assert (rule.id in raised) == example.raised
    if example.raised:
        assert found.level >= rule.level
        for language in languages():
            for reader in (Audience.PRACTITIONER, Audience.PATIENT):
                assert render(raised[rule.id].reason, reader, language)


def test_a_change_of_what_is_asked_or_judged_is_a_new_version() -> None:
    both = (_text(QUESTIONS_FILE) + _text(RULES_FILE)).encode()
    assert VERSIONS[RULES.version] == hashlib.sha256(both).hexdigest()[:16]
    assert list(VERSIONS)[-1] == RULES.version


def test_a_screening_carries_its_version_and_says_nobody_has_signed_it() -> None:
    found = screen({}, Context(), RULES)
    assert found.rules.version == RULES.version
    for reader in (Audience.PRACTITIONER, Audience.PATIENT):
        unsigned = not_reviewed(found.rules.version, found.level, reader)
        assert unsigned is not None
        assert "clinician" in render(unsigned, reader)
        assert unsigned.parameters["version"] == RULES.version
    assert not_reviewed("1", Level.SAME_DAY, Audience.PATIENT) is None  # no reason to wait
    assert not_reviewed("1", Level.SAME_DAY, Audience.PRACTITIONER) is not None
    assert {each.provenance.review for each in RULES.all.values()} == {"none"}


def test_the_same_answers_give_the_same_screening() -> None:
    answers = {"fever": "yes", "leg_numbness": "yes"}
    assert screen(answers, Context(), RULES) == screen(
        dict(reversed(answers.items())), Context(), RULES
    )


def test_of_one_kind_only_the_most_urgent_is_told() -> None:
    found = screen({"urine_leak": "yes", "bowel_leak": "known"}, Context(age=40), RULES)
    ids = [each.rule.id for each in found.raised]
    assert "A3_bladder_bowel" in ids
    assert "A3_known" not in ids


def test_an_age_that_is_not_known_counts_as_the_urgent_one_where_it_decides() -> None:
    answers = {"kidney_stone_pain": "yes"}
    assert screen(answers, Context(), RULES).level is Level.EMERGENCY
    assert screen(answers, Context(age=54.9), RULES).level is Level.SAME_DAY
    assert screen(answers, Context(age=55), RULES).level is Level.EMERGENCY
    assert screen({}, Context(age=50), RULES).unknown == ("sex", "pregnant", "days_since_onset")


@pytest.mark.parametrize(
    ("lost", "left", "level"),
    [(5.0, 95.0, Level.DOCTOR_FIRST), (4.9, 95.1, Level.NOTE), (0.0, 80.0, Level.NOTE)],
)
def test_five_percent_of_the_weight_before(lost, left, level):
    answers = {key: "no" for key, each in RULES.questions.all.items() if each.values}
    answers |= {"weight_loss": "yes", "weight_loss_kg": lost, "weight_kg": left}
    person = Context(age=40, sex=Sex.MALE, pregnant=False, days_since_onset=300)
    assert screen(answers, person, RULES).level is level


def test_the_age_at_onset_is_reckoned() -> None:
    signs = ("gradual_onset", "eases_with_movement", "not_eased_by_rest")
    answers = dict.fromkeys(signs, "yes")
    for age, raised in ((40.5, True), (41.5, False)):
        found = screen(answers, Context(age=age, days_since_onset=365.25), RULES)
        assert ("B6_asas" in [each.rule.id for each in found.raised]) is raised


def test_every_sentence_of_a_screening_has_words() -> None:
    found = screen({}, Context(), RULES)
    assert found.left_open == Sentence("screen.unanswered", {"count": len(found.unanswered)})
    for sentence in (found.headline, *found.to_do, found.limits):
        assert render(sentence, Audience.PATIENT, "he")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('answer = "fever"', 'answer = "fevr"', "'fevr' is no question with values"),
        ('is = ["cold"]', 'is = ["flu"]', "is must be a list out of yes, cold, no, not_sure"),
        ('level = "EMERGENCY"', 'level = "URGENT"', "must be one of NOTE"),
        ('level = "EMERGENCY"', 'level = "NONE"', "must be one of NOTE"),
        ('finding = "nerve_signs"', 'finding = "nerves"', "no finding 'nerves' above"),
        ('quantity = "age", at_least = 55', 'quantity = "years", at_least = 55', "no quantity"),
        (", if_unknown = true", "", "if_unknown must be true or false"),
        ("at_least = 65, ", "", "a range that is not empty"),
        ('some = "not_sure"', 'some = "unsure"', "some 'unsure' is not known"),
        ("{ all = [", "{ every = [", "is no condition"),
        ("{ at_least = 2, of", "{ at_least = 40, of", "at_least must lie between"),
        ("raised = false", "raised = true", "one that raises the rule and one that does not"),
        ('fever = "cold" }', 'fever = "flu" }', "answers.fever flu is not an answer"),
        ("low = 49", "low = 70", "found between the others"),
        ('tells = ["how_many"]', 'tells = ["how_old"]', "is more than"),
        ('time_frame = "now"', 'time_frame = "soon"', "must be one of now"),
        ('person = "sex"', 'person = "six"', "must be a list out of"),
        ("{ any = [", "{ any = [], of = [", "is no condition"),
        ('facts = ["harding"]', 'facts = ["hearsay"]', "'hearsay' is not among"),
        ("version =", "versions =", "unknown key 'versions'"),
        ("raised = false }", "raised = false, why = 1 }", "unknown key in"),
        ("within_hours = 24", "within_hours = -1", "must lie between 0"),
    ],
)
def test_a_fault_of_the_rules_is_told(old, new, told):
    assert old in _text(RULES_FILE)
    with pytest.raises(KnowledgeFaults) as faults:
        read_rules(_text(RULES_FILE).replace(old, new))
    assert told in str(faults.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('scale = "timed"', 'scale = "tuned"', "has a scale of this file, or a unit"),
        ('unit = "kg"', 'unit = "kg"\nscale = "plain"', "has a scale of this file, or a unit"),
        ('topic = "cancer"', 'topic = "crab"', "must be one of"),
        ('values = ["yes", "no", "not_sure"]', 'values = ["yes", "no"]', "no, not_sure and some"),
        ('answer = "weight_loss"', 'answer = "weight"', "is no question with values"),
    ],
)
def test_a_fault_of_the_questions_is_told(old, new, told):
    assert old in _text(QUESTIONS_FILE)
    with pytest.raises(KnowledgeFaults) as faults:
        read_questions(_text(QUESTIONS_FILE).replace(old, new))
    assert told in str(faults.value)


def test_what_an_emergency_looks_at_may_not_be_skipped(monkeypatch):
    hidden = _text(QUESTIONS_FILE).replace(
        "[questions.chest_pain]",
        '[questions.chest_pain]\nasked_if = { answer = "fever", is = ["yes"] }',
    )
    monkeypatch.setattr(
        "backcheck.knowledge.screening.rules.questions", lambda: read_questions(hidden)
    )
    with pytest.raises(KnowledgeFaults, match="chest_pain: an emergency looks at it"):
        read_rules()
