"""A screening file: what can be read is read, what can't is told with its place, all at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backcheck.interchange.screening_file import ScreeningFileFaults, from_json
from backcheck.interchange.screening_json import condition_json, questions_json, screening_json
from backcheck.knowledge.screening.condition import Answered, Several, Unanswered
from backcheck.knowledge.screening.given import Context, Sex
from backcheck.knowledge.screening.question import Kind
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import screen

ASKED = rules().questions
WHOLE = {
    "answers": {"fever": "no", "weight_loss_kg": 2, "foot_drop": None},
    "context": {
        "age": 44,
        "sex": "female",
        "pregnant": False,
        "days_since_onset": 12.5,
        "previous": {"fever": "yes", "foot_drop": None},
    },
}


def _read(found: Any) -> Any:
    return from_json(json.dumps(found).encode(), ASKED)


def _faults(data: bytes) -> list[str]:
    with pytest.raises(ScreeningFileFaults) as told:
        from_json(data, ASKED)
    return told.value.lines


def test_a_whole_file_is_read_and_a_null_is_no_answer() -> None:
    answers, context = _read(WHOLE)
    assert answers == {"fever": "no", "weight_loss_kg": 2.0}
    assert context == Context(44.0, Sex.FEMALE, False, 12.5, {"fever": "yes"})


def test_nothing_but_answers_is_needed() -> None:
    assert _read({"answers": {}}) == ({}, Context())
    assert _read({"answers": {}, "context": None}) == ({}, Context())
    assert from_json(b'\xef\xbb\xbf{"answers": {}}', ASKED) == ({}, Context())


def test_every_fault_is_told_at_once_with_what_to_write_instead() -> None:
    found = {
        "answers": {"fevr": "no", "fever": True, "weight_kg": "70", "injury": "bad"},
        "context": {"age": -1, "sex": "f", "pregnant": "no", "days_since_onset": 1e9, "agee": 1},
        "contexts": {},
    }
    lines = _faults(json.dumps(found).encode())
    assert [line.split(": ")[0] for line in lines] == [
        "contexts",
        "answers.fevr",
        "answers.fever",
        "answers.weight_kg",
        "answers.injury",
        "context.agee",
        "context.age",
        "context.sex",
        "context.pregnant",
        "context.days_since_onset",
    ]
    instead = (
        "write fever",
        '"yes", "cold", "no" or "not_sure"',
        "a number of kg from 20 to 400",
        '"major"',
        "write age",
        "0 to 130",
        '"female", "male" or "other"',
        "true, false, or null",
        "a number of days from 0",
    )
    assert [told for line, told in zip(lines[1:], instead, strict=True) if told not in line] == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "file: is not JSON at line 1, column 1"),
        (b'{"answers": {},}', "file: is not JSON at line 1"),
        (b"[]", "file: is not a JSON object"),
        (b"{}", "answers: is missing"),
        (b'{"answers": []}', "answers: is not an object"),
        (b'{"answers": {}, "context": [1]}', "context: is not an object"),
        (b'{"answers": {}, "context": {"previous": 1}}', "context.previous: is not an object"),
        (b'{"answers": {}, "context": {"previous": {"zz": 1}}}', "context.previous.zz: there is"),
        (b'{"answers": {"fever": "no", "fever": "yes"}}', "fever: stands there twice"),
        (b'{"answers": {"weight_kg": NaN}}', "answers.weight_kg: nan is not an answer"),
        (b'{"answers": {"weight_kg": 1e999}}', "answers.weight_kg: inf is not an answer"),
        (b'{"answers": {"weight_kg": true}}', "answers.weight_kg: True is not an answer"),
        ('{"answers": {"\u05d7\u05d5\u05dd": "no"}}'.encode("cp1255"), "file: is not UTF-8"),
        (b'{"answers": {"\\u001b[31mfever": "no"}}', "answers.\\x1b[31mfever: there is no such"),
        (b'{"answers": {"\\ud800": "no"}}', "answers.\\ud800: there is no such"),
        (b"[" * 100_000, "file: is not a screening"),
        (b" " * 1_000_001, "file: is too long"),
        (b'{"answers": {"fever": {"a": 1}}}', "is not an answer"),
    ],
)
def test_a_file_that_cannot_be_is_told(data, told):
    lines = _faults(data)
    assert any(line.startswith(told) or told in line for line in lines), lines
    assert all("; " in line for line in lines)


def test_the_object_has_every_key_always() -> None:
    for answers in ({}, {"fever": "yes"}):
        found = screening_json(screen(answers, Context(), rules()))
        assert set(found) == {
            "level",
            "treatment_waits",
            "raised",
            "unanswered",
            "unknown",
            "said",
            "rules_version",
            "review",
        }
        for raised in found["raised"]:
            assert {"rule", "reason", "time_frame"} <= set(raised)
        assert json.loads(json.dumps(found)) == found


def test_the_questions_are_whole_in_every_language() -> None:
    found = questions_json(rules())
    assert [each["id"] for each in found["questions"]] == list(ASKED.all)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    for each in found["questions"]:
        assert set(each["words"]) == {"en", "he"}
        for words in each["words"].values():
            assert all(words["ask"].values())
            assert all(words["why"].values())
            assert list(words["answers"]) == each["values"]
        assert (each["kind"] == Kind.NUMBER.value) == (each["unit"] is not None)
        assert not (each["emergency"] and each["asked_if"])


def test_a_condition_is_told_to_a_program() -> None:
    asked_if = {each["id"]: each["asked_if"] for each in questions_json(rules())["questions"]}
    assert asked_if["disc_progress"] == {"answer": "disc_herniation", "is": ["not_sure", "yes"]}
    assert asked_if["psoriasis"] == {
        "quantity": "days_since_onset",
        "at_least": 91.0,
        "below": None,
        "if_unknown": True,
    }
    assert asked_if["vaginal_bleeding"]["person"] == "sex"
    several = Several(1, (Unanswered("fever"), Answered("fever", frozenset({"yes"}))))
    assert condition_json(several) == {
        "at_least": 1,
        "of": [{"unanswered": "fever"}, {"answer": "fever", "is": ["yes"]}],
    }
    assert condition_json(rules().findings[1])["at_least"] == 1
