"""``simulate`` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.__main__ import main
from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.operating import operating

ROOT = Path(__file__).parents[2]


def test_json_says_what_was_counted_and_how_sure_that_is(capsys):
    assert main(["simulate", "--scenario", "worsening", "--n", "3", "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    (found,) = json.loads(out)
    assert (found["scenario"], found["code"], found["kind"]) == ("worsening", "D1", "worse")
    assert (found["n"], found["seed"], found["true_effect"]) == (3, 2026, 0.0)
    assert sum(entry["count"] for entry in found["verdicts"].values()) == 3
    for entry in (*found["verdicts"].values(), *found["usual_rules"].values()):
        assert entry["share"] == pytest.approx(entry["count"] / 3, abs=1e-4)
        assert 0.0 < entry["error"] < 0.5


def test_the_table_shows_our_verdicts_beside_the_usual_rules(capsys):
    assert main(["simulate", "--scenario", "late", "--n", "2"]) == 0
    out, _ = capsys.readouterr()
    assert "late" in out
    assert "2.3" in out
    assert "±" in out
    for word in ("Probably", "Strict"):
        assert word in out


def test_an_unknown_scenario_is_wrong_usage_and_names_those_there_are(capsys):
    assert main(["simulate", "--scenario", "nobody"]) == 2
    _, err = capsys.readouterr()
    assert all(key in err for key in scenarios().all)


@pytest.mark.parametrize(
    "bad", [["--n", "0"], ["--n", "1e9"], ["--n", "100001"], ["--n", "-3"], ["--seed", "x"]]
)
def test_a_number_out_of_bounds_is_wrong_usage(bad, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["simulate", *bad])
    assert ended.value.code == 2
    assert "whole number" in capsys.readouterr().err


def test_as_many_processes_as_there_are_cores_say_the_same():
    """61 courses are enough to be spread; the counts are those of one process."""
    command = [sys.executable, "-m", "backcheck", "simulate", "--scenario", "worsening"]
    run = subprocess.run(
        [*command, "--n", "61", "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        check=True,
        text=True,
    )
    (spread,) = json.loads(run.stdout)
    assert run.stderr == ""
    alone = operating(scenarios().all["worsening"], 2026, range(61))
    assert {key: entry["count"] for key, entry in spread["verdicts"].items()} == alone.verdicts
    assert {key: entry["count"] for key, entry in spread["next_steps"].items()} == alone.next_steps
