"""``check`` as a user runs it: what is printed where, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.__main__ import main
from backcheck.cli import exits

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/course.csv"
KEYS = {
    "course", "on", "stratum", "primary", "ratings", "visits", "ignored_after", "verdict",
    "next_step", "p_helping", "p_real", "p_one_point", "p_two_points", "p_worse", "effect",
    "change", "relief", "forecast", "priors", "usual_rules", "because", "would_change",
    "cannot_show", "engine",
}  # fmt: skip
HEADER = "course,at,event,name,value\n"


@pytest.fixture
def check(capsys, tmp_path):
    """Run check on a text, bytes or file: (exit code, stdout, stderr)."""

    def run(content, *options):
        path = content
        if not isinstance(content, Path):
            path = tmp_path / "course.csv"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        code = main(["check", str(path), *options])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_one_course_is_shown_whole(check):
    code, out, err = check(EXAMPLE)
    assert (code, err) == (0, "")
    for heading in ("In five sentences", "Three answers", "At the planned end", "Because"):
        assert heading in out
    assert "Better, cause unclear  →  Continue" in out


def test_the_patient_reads_other_words(check):
    _, practitioner, _ = check(EXAMPLE)
    code, patient, _ = check(EXAMPLE, "--patient")
    assert code == 0
    assert "Better, but we cannot say why" in patient
    assert "Better, but we cannot say why" not in practitioner


def test_json_has_every_key_and_nothing_else_is_printed(check):
    code, out, err = check(EXAMPLE, "--json")
    assert (code, err) == (0, "")
    (answer,) = json.loads(out)
    assert answer.keys() >= KEYS
    assert answer["ratings"] == EXAMPLE.read_text().count("rating,pain")


def test_a_course_without_anything_has_every_key_too(check):
    code, out, _ = check(HEADER + "A1,3,visit,,\n", "--json")
    (answer,) = json.loads(out)
    assert code == 0
    assert answer.keys() >= KEYS
    assert answer["effect"] == {"mean": None, "low": None, "high": None}
    assert answer["priors"] == {"neutral": None, "informed": None, "sceptical": None}


def test_several_courses_are_a_row_each_and_one_can_be_chosen(check):
    golden = sorted((ROOT / "tests/spec/verdict/courses").glob("*.csv"))
    lines = [line for path in golden for line in path.read_text().splitlines()[1:]]
    both = HEADER + "\n".join(lines) + "\n"
    code, out, err = check(both)
    assert code == 0
    assert all(path.stem in out for path in golden)
    assert "--course ID" in err
    code, out, err = check(both, "--course", "worse")
    assert (code, err) == (0, "")
    assert "Probably worse  →  Stop and reassess" in out


def test_an_unknown_course_is_wrong_usage_and_names_what_there_is(check):
    code, out, err = check(EXAMPLE, "--course", "B7")
    assert (code, out) == (exits.WRONG_USAGE, "")
    assert "B7" in err
    assert "A1" in err


def test_the_answer_of_an_earlier_day(check):
    code, out, _ = check(EXAMPLE, "--on", "2026-03-25", "--json")
    (answer,) = json.loads(out)
    assert code == 0
    assert answer["on"].startswith("2026-03-25")
    assert answer["visits"] == 4
    assert answer["ignored_after"] > 0


@pytest.mark.parametrize("moment", ["yesterday", "12", "2026-13-01", "2026-03-25T10:00Z"])
def test_a_moment_that_does_not_fit_is_wrong_usage(check, moment):
    code, out, err = check(EXAMPLE, "--on", moment)
    assert (code, out) == (exits.WRONG_USAGE, "")
    assert "--on" in err
    assert "Traceback" not in err


def test_a_moment_before_everything_uses_nothing(check):
    code, out, _ = check(EXAMPLE, "--on", "2001-01-01", "--json")
    (answer,) = json.loads(out)
    assert (code, answer["verdict"], answer["ratings"]) == (0, "CANNOT_TELL_YET", 0)


TWENTY = """\
A1,2026-02-30,rating,pain,7
A1,2026-02-03T10:00Z,rating,pain,7
A1,12,rating,pain,7
A1,2026-02-05,ratng,pain,7
A1,2026-02-06,rating,pian,7
A1,2026-02-07,rating,pain,eleven
A1,2026-02-08,rating,pain,11
A1,2026-02-09,rating,pain,"6,5"
A1,2026-02-10,rating,pain,5
A1,2026-02-10,rating,pain,6
A1,2026-02-11,visit,first,
A1,2026-02-12,movement_before,bend,4
A1,2026-02-13,relief,ended,9
A1,2026-02-14,relief,lasting,
A1,2026-02-15,plan,visits,many
A1,2026-02-16,primary,happiness,
A1,2026-02-17,also_started,,
A1,2026-02-18,flag,severe,fever
A1,2026-02-19,flag,cleared,
A1,2026-02-20,pain_since,,2027-01-01
,2026-02-21,rating,pain,5
"""


def test_twenty_faults_are_twenty_lines_and_nothing_is_computed(check):
    code, out, err = check(HEADER + TWENTY)
    lines = err.splitlines()
    assert (code, out) == (exits.BAD_INPUT, "")
    assert len(lines) == 20
    told = [int(line.split("line ")[1].split(",")[0]) for line in lines]
    assert told == [n for n in range(2, 23) if n != 10]  # line 10 is the first of two twins
    assert all("column " in line and "; " in line for line in lines)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (HEADER.encode(), "no events"),
        ((HEADER + "A1,1,rating,pain,5\n").encode("utf-16"), "UTF-16"),
        ((HEADER + "A1,1,also_started,caf\xe9,\n").encode("latin-1"), "UTF-8"),
        ((HEADER + "A1;1;rating;pain;5\n").replace(",", ";").encode(), "comma"),
        ((HEADER + "A1,1,rating,pain,5\nA1,2026-02-01,rating,pain,5\n").encode(), "day number"),
    ],
    ids=["empty", "header only", "UTF-16", "Latin-1", "semicolons", "dates and numbers mixed"],
)
def test_a_file_that_can_not_be_read_says_why(check, content, says):
    code, out, err = check(content)
    assert (code, out) == (exits.BAD_INPUT, "")
    assert says in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there(check, tmp_path):
    code, out, err = check(tmp_path / "nowhere.csv")
    assert (code, out) == (exits.BAD_INPUT, "")
    assert "nowhere.csv" in err


def test_rows_out_of_order_give_the_same_answer(check):
    head, *rows = EXAMPLE.read_text().splitlines()
    _, straight, _ = check(EXAMPLE, "--json")
    _, reversed_, _ = check("\n".join([head, *reversed(rows)]) + "\n", "--json")
    assert straight == reversed_


def _process(*arguments, **options):
    command = [sys.executable, "-m", "backcheck", *arguments]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT / "src", **options)


def test_wrong_usage_ends_with_two_and_help_with_nought():
    assert _process("check").returncode == exits.WRONG_USAGE
    assert _process("chekc", "x").returncode == exits.WRONG_USAGE
    asked = _process("check", "--help")
    assert asked.returncode == 0
    assert b"--json" in asked.stdout


def test_standard_input_is_read_when_asked_for():
    piped = _process("check", "-", "--json", input=EXAMPLE.read_bytes())
    assert piped.returncode == 0
    assert json.loads(piped.stdout)[0]["course"] == "A1"


def test_a_reader_that_goes_away_is_no_error():
    script = f"{sys.executable} -m backcheck check {EXAMPLE} | head -1"
    piped = subprocess.run(script, shell=True, capture_output=True, check=False, cwd=ROOT / "src")
    assert piped.stderr == b""


def test_our_own_fault_is_owned_up_to(check, monkeypatch):
    def fail(*_):
        raise RuntimeError("a bug")

    monkeypatch.setattr("backcheck.cli.checked.assess", fail)
    code, out, err = check(EXAMPLE)
    assert (code, out) == (exits.OUR_FAULT, "")
    assert "our fault" in err


def test_what_a_file_says_can_not_command_the_terminal(check):
    evil = "A1,1,rating,pain,5\nA1,2,visit,,\nA1,3,also_started,[red]x[/red],\n"
    code, out, _ = check(HEADER + evil)
    assert code == 0
    assert "\x1b" not in out
    code, _, err = check(HEADER + "A1,1,also_started,\x1b[31mred,\n")
    assert code == exits.BAD_INPUT
    assert "\x1b" not in err


def test_json_does_not_draw_a_table():
    """rich is imported only when somebody looks at a table, and Arrow not at all: faster."""
    code = "import sys; from backcheck.__main__ import main; main(sys.argv[1:]); "
    code += "print(*{'rich', 'django', 'pyarrow'} & sys.modules.keys(), file=sys.stderr)"
    command = [sys.executable, "-c", code, "check", str(EXAMPLE), "--json"]
    asked = subprocess.run(command, capture_output=True, check=True, cwd=ROOT / "src")
    assert asked.stderr.decode().strip() == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("options", [["--json"], []], ids=["json", "table"])
def test_a_pipe_gets_utf8_whatever_the_locale_says(encoding, options, tmp_path):
    named = tmp_path / "hebrew.csv"
    named.write_text(EXAMPLE.read_text("utf-8").replace("A1,", "גב,"), encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    asked = _process("check", str(named), *options, env=environment)
    assert (asked.returncode, asked.stderr) == (0, b"")
    assert "גב" in asked.stdout.decode("utf-8")


def test_no_heading_is_cut_off(check):
    _, out, _ = check(EXAMPLE)
    for heading in ("Probability", "90% interval", "where nothing did"):
        assert heading in out


def test_options_are_not_guessed():
    assert _process("check", str(EXAMPLE), "--js").returncode == exits.WRONG_USAGE
    both = _process("check", str(EXAMPLE), "--json", "--patient")
    assert both.returncode == exits.WRONG_USAGE
