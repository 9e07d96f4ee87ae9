"""``backcheck plan`` and ``check --robust`` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backcheck.__main__ import main

COURSES = Path(__file__).parents[1] / "spec/verdict/courses"


def test_a_plan_says_first_in_words_what_it_would_show(capsys):
    assert main(["plan"]) == 0
    told = capsys.readouterr().out
    assert told.index("would be known") < told.index("One thing changed") < told.index("Plans that")
    assert "A pause adds little when the gain is lasting" in " ".join(told.split())


def test_too_few_days_before_are_said(capsys):
    assert main(["plan", "--baseline", "4"]) == 0
    assert 'the answer will be "cannot tell yet"' in " ".join(capsys.readouterr().out.split())


def test_a_plan_as_json(capsys):
    assert main(["plan", "--visits", "8", "--pause", "2@4", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pause"] == {"weeks": 2, "after_visits": 4}
    assert told["half_width_after"] < told["half_width_before"]
    assert told["simulated"]["design"] == "pause"
    assert set(told["changes"]) == {"longer_baseline", "irregular"}


@pytest.mark.parametrize(
    ("arguments", "instead"),
    [
        (["--pause", "2@8"], "write 2@4"),
        (["--pause", "2@1", "--visits", "1"], "leave it out"),
        (["--pause", "two"], "such as 2@4"),
        (["--visits", "0"], "a whole number from 1 to 20"),
        (["--baseline", "1.5"], "a whole number from 0 to 90"),
        (["--stratum", "chronic"], "over_a_year"),
    ],
)
def test_a_plan_that_cannot_be_is_wrong_usage(arguments, instead, capsys):
    try:
        code = main(["plan", *arguments])
    except SystemExit as ended:
        code = ended.code
    assert code == 2
    assert instead in capsys.readouterr().err


def test_robust_is_null_until_it_is_asked_for(capsys):
    file = str(COURSES / "probably-helping.csv")
    assert main(["check", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["robust"] is None
    assert main(["check", file, "--json", "--robust"]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    told = answer["robust"]
    assert told["holds"] is (told["depends_on"] == [])
    assert told["ratings_tried"] == answer["ratings"]
    others = [each for each in told["alternatives"] if each["verdict"] != answer["verdict"]]
    assert bool(others) is not told["holds"]
    assert main(["check", file, "--robust", "--patient"]) == 0
    assert "Does this answer hold?" in capsys.readouterr().out


def test_robust_of_several_courses_is_a_column(tmp_path, capsys):
    one = (COURSES / "no-visit-yet.csv").read_text(encoding="utf-8")
    two = (COURSES / "stop-and-reassess.csv").read_text(encoding="utf-8").split("\n", 1)[1]
    both = tmp_path / "both.csv"
    both.write_text(one.rstrip("\n") + "\n" + two, encoding="utf-8")
    assert main(["check", str(both), "--robust"]) == 0
    told = capsys.readouterr().out
    assert "Depends on" in told
    assert "holds" in told
