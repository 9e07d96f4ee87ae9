"""``backcheck screen`` as a user types it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from backcheck.__main__ import main
from tests.spec.screening.golden import GOLDEN

FILES = Path(__file__).parents[1] / "spec/screening/files"
AORTA = str(FILES / "aorta.json")


def test_the_level_comes_first_then_what_to_do_then_why(capsys):
    assert main(["screen", AORTA]) == 0
    told = " ".join(capsys.readouterr().out.split())
    parts = (
        "Emergency: hospital now",
        "Call an ambulance",
        "because",
        "B5_collapse",
        "nothing here is a reason to wait",
    )
    assert [part for part in parts if part not in told] == []
    assert sorted(parts, key=told.index) == list(parts)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda each: each.name)
def test_every_golden_screening_is_answered_bad_news_or_not(golden, capsys):
    assert main(["screen", str(golden.file), "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["level"] == golden.level
    assert printed.err == ""


def test_a_patient_reads_a_patients_words_and_no_names_of_rules(capsys):
    assert main(["screen", AORTA, "--patient"]) == 0
    told = capsys.readouterr().out
    assert "This is an emergency" in told
    assert "B5_collapse" not in told
    assert "sudden_severe" not in told


def test_a_patient_who_must_go_now_reads_nothing_lesser(capsys):
    assert main(["screen", str(FILES / "not-sure-saddle.json"), "--patient"]) == 0
    told = capsys.readouterr().out
    assert "Emergency, because" in told
    assert "For note" not in told


def test_the_questions_with_the_answers_they_take(capsys):
    assert main(["screen", "--questions"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "saddle_numbness: yes, yes_old, no, not_sure" in told
    assert "weight_kg: 20 to 400 kg" in told
    assert main(["screen", "--questions", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rules_version"]


def test_standard_input(capsys, monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(b'{"answers": {"chest_pain": "yes"}}'))
    monkeypatch.setattr(sys, "stdin", stream)
    assert main(["screen", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["level"] == "EMERGENCY"


def test_the_example_is_answered(capsys):
    assert main(["screen", str(Path(__file__).parents[2] / "examples/screening.json")]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith("\u256d")
    for rule in ("A2_leg", "W_new", "X_unanswered"):
        assert f"{rule} (judgement) \u00b7" in told


def test_nothing_is_wider_than_a_page(capsys):
    assert main(["screen", str(FILES / "empty.json")]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_a_bad_file_is_told_line_by_line_and_nothing_is_answered(tmp_path, capsys):
    file = tmp_path / "bad.json"
    file.write_text('{"answers": {"fevr": "no", "fever": "maybe"}}')
    assert main(["screen", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"{file}: answers.fevr: there is no such question; write fever")


def test_a_file_that_is_not_there(capsys):
    assert main(["screen", "nowhere.json"]) == 1
    assert "give the path of a screening file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], [AORTA, "--questions"], [AORTA, "--json", "--patient"], ["--quest"]]
)
def test_wrong_usage(arguments, capsys):
    try:
        code = main(["screen", *arguments])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert capsys.readouterr().out == ""
