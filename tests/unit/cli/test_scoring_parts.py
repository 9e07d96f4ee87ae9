"""Buckets, the work folder and OUT: what is written comes back, whole or not at all."""

from __future__ import annotations

import csv
import json

import pyarrow as pa
import pytest

from backcheck.cli.exits import BadInput
from backcheck.cli.scoring import bucket
from backcheck.cli.scoring.joining import write_csv
from backcheck.cli.scoring.spreading import COURSES_OF_A_PART, spread
from backcheck.cli.scoring.work_folder import (
    Spread,
    WorkFolder,
    work_folder,
    written_whole,
)
from backcheck.interchange.row import Row
from backcheck.interchange.score_table import SCHEMA, score


def row(line: int, course: str, broken: bool = False) -> Row:
    return Row(line, course, "3", "visit", "", "", [], broken)


def test_a_bucket_gives_back_what_was_appended_to_it(tmp_path):
    rows = [row(2, "A"), row(3, "caf\udce9"), row(9, 'a,"\n', broken=True)]
    for some in (rows[:2], rows[2:]):
        bucket.append(tmp_path / "b", some)
    faults = rows[0].faults
    assert bucket.rows_of(bucket.read(tmp_path / "b"), "line", faults) == rows


def test_rows_of_a_course_meet_in_one_bucket_wherever_they_stood(tmp_path):
    courses = [f"C{number}" for number in range(COURSES_OF_A_PART + 1)]
    rows = [row(2 + line, course) for line, course in enumerate([*courses, "", *courses[::-1]])]
    found, strays = spread(rows, WorkFolder(tmp_path))
    assert found == Spread(len(courses), (2 * COURSES_OF_A_PART, 2), (COURSES_OF_A_PART, 1))
    assert [stray.course for stray in strays] == [""]
    last = bucket.read(WorkFolder(tmp_path).bucket(1))
    assert last["course"].to_pylist() == [courses[-1].encode()] * 2
    assert last["line"].to_pylist() == [COURSES_OF_A_PART + 2, COURSES_OF_A_PART + 4]


def test_nothing_to_spread_is_nothing(tmp_path):
    assert spread([], WorkFolder(tmp_path)) == (Spread(0, (), ()), [])


def test_a_file_is_there_whole_or_as_it_was(tmp_path):
    path = tmp_path / "part-000001"
    path.write_text("before")
    with pytest.raises(RuntimeError), written_whole(path) as new:
        new.write_text("half")
        raise RuntimeError
    assert path.read_text() == "before"
    with written_whole(path) as new:
        new.write_text("after")
    assert path.read_text() == "after"
    assert list(tmp_path.iterdir()) == [path]


def test_what_reading_found_is_remembered(tmp_path):
    folder, found = WorkFolder(tmp_path), Spread(3, (7, 2), (2, 1))
    assert folder.remembered() is None
    folder.remember({"engine": "x"}, found)
    assert folder.remembered() == ({"engine": "x"}, found)
    (tmp_path / "spread.json").write_text("{")
    assert folder.remembered() is None


def test_a_folder_with_somebody_elses_files_is_left_alone(tmp_path):
    theirs = tmp_path / "out.csv.partial" / "thesis.txt"
    theirs.parent.mkdir()
    theirs.write_text("years of work")
    with pytest.raises(BadInput, match=r"thesis\.txt"), work_folder(tmp_path / "out.csv"):
        pass
    assert theirs.exists()


def test_two_runs_do_not_work_in_one_folder(tmp_path):
    pytest.importorskip("fcntl")
    with work_folder(tmp_path / "out.csv") as folder:
        assert folder.path.stat().st_mode & 0o077 == 0
        with pytest.raises(BadInput, match="another score"), work_folder(tmp_path / "out.csv"):
            pass
        folder.remove()
    assert list(tmp_path.iterdir()) == []


def test_a_csv_keeps_null_truth_numbers_and_lists_apart(tmp_path):
    answers = score(
        pa.table(
            {"course": ['a "b"'], "at": ["3"], "event": ["visit"], "name": [""], "value": [""]}
        )
    )
    write_csv([answers], tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (told,) = csv.DictReader(file)
    (expected,) = answers.to_pylist()
    assert list(told) == SCHEMA.names
    assert told["course"] == 'a "b"'
    assert told["p_real"] == ""
    assert told["relief_enough"] == "false"
    assert json.loads(told["because"]) == expected["because"]
    assert int(told["visits"]) == 1
