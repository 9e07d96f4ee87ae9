"""``score`` as a user runs it: what is written, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from backcheck.__main__ import main
from backcheck.cli import exits
from backcheck.cli.scoring import source as source_module
from backcheck.cli.scoring import spreading
from backcheck.interchange.fault import COLUMNS
from backcheck.interchange.flat_answer import flat
from backcheck.interchange.score_table import SCHEMA
from tests.spec.verdict.golden import GOLDEN
from tests.system.test_check import HEADER, TWENTY


def golden_rows() -> list[str]:
    return [row for golden in GOLDEN for row in golden.file.read_text("utf-8").splitlines()[1:]]


def as_parquet(text: str, path: Path, **options) -> Path:
    rows = list(csv.DictReader(text.splitlines()))
    columns = {name: [row[name] or None for row in rows] for name in COLUMNS}
    pq.write_table(pa.table(columns), path, **options)
    return path


def test_each_course_has_the_row_of_check_wherever_its_rows_stand(score, capsys, tmp_path):
    rows = golden_rows()
    mixed = HEADER + "\n".join([*rows[1::3], *rows[::3], *rows[2::3]]) + "\n"
    code, printed, err = score(mixed)
    assert (code, printed) == (exits.DONE, "")
    assert err == f"{tmp_path / 'out.parquet'}: 12 courses, one row each\n"
    main(["check", str(tmp_path / "in.csv"), "--json"])
    expected = [flat(answer) for answer in json.loads(capsys.readouterr().out)]
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.schema == SCHEMA
    assert table.to_pylist() == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.parquet"]


@pytest.mark.usefixtures("parts_of_one")
def test_parts_scored_side_by_side_are_joined_in_order(score, tmp_path):
    rows = golden_rows()
    text = HEADER + "\n".join([*rows[1::2], *rows[::2]]) + "\n"
    assert score(text, "--jobs", "2")[0] == exits.DONE
    side_by_side = (tmp_path / "out.parquet").read_bytes()
    parquet = as_parquet(text, tmp_path / "in.parquet", row_group_size=100)
    assert score(parquet, "--jobs", "1", "--overwrite")[0] == exits.DONE
    assert (tmp_path / "out.parquet").read_bytes() == side_by_side
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 12


def test_a_csv_holds_what_the_parquet_holds(score, tmp_path):
    text = HEADER + "\n".join(golden_rows()) + "\n"
    assert score(text)[0] == score(text, out="out.CSV")[0] == exits.DONE
    expected = pq.read_table(tmp_path / "out.parquet").to_pylist()
    with (tmp_path / "out.CSV").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    for row, answer in zip(found, expected, strict=True):
        for name, value in answer.items():
            cell = row[name]
            same = cell if isinstance(value, str) else json.loads(cell) if cell else None
            assert same == value, name


@pytest.mark.usefixtures("parts_of_one")
def test_faults_are_those_of_check_and_nothing_is_computed(score, capsys, tmp_path):
    text = HEADER + "A0,1,rating,pain,12\nB0,1,visit,,\n" + TWENTY + "Z9,1,closed,x,\n"
    code, printed, err = score(text, "--jobs", "1")
    assert (code, printed) == (exits.BAD_INPUT, "")
    assert main(["check", str(tmp_path / "in.csv")]) == exits.BAD_INPUT
    assert err == capsys.readouterr().err
    assert len(err.splitlines()) == 22
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_faults_of_a_parquet_name_its_rows(score, tmp_path):
    source = as_parquet(HEADER + TWENTY, tmp_path / "in.parquet", row_group_size=3)
    code, _, err = score(source)
    lines = err.splitlines()
    assert code == exits.BAD_INPUT
    assert [int(line.split(": row ")[1].split(",")[0]) for line in lines] == [
        n
        for n in range(1, 22)
        if n != 9  # row 9 is the first of two twins
    ]
    assert all("column " in line and "; " in line for line in lines)
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1, column file: the file is empty"),
        (HEADER.encode(), "no events"),
        ((HEADER + "A1,1,visit,,\n").encode("utf-16"), "UTF-16"),
        ((HEADER + "A1,1,also_started,caf\xe9,\nA1,x,visit,,\n").encode("latin-1"), "UTF-8"),
        (b"id;at\n", "no header"),
    ],
    ids=["empty", "header only", "UTF-16", "Latin-1", "no header"],
)
def test_a_file_that_can_not_be_read_says_what_check_says(score, capsys, tmp_path, content, says):
    source = tmp_path / "in.csv"
    source.write_bytes(content)
    code, _, err = score(source)
    assert code == main(["check", str(source)]) == exits.BAD_INPUT
    assert err == capsys.readouterr().err
    assert says in err
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


@pytest.mark.parametrize("content", [b"", b"PAR1 not PAR1", b"course,at\n" * 99], ids=len)
def test_what_is_no_parquet_is_said_to_be_none(score, tmp_path, content):
    source = tmp_path / "in.parquet"
    source.write_bytes(content)
    code, _, err = score(source)
    assert code == exits.BAD_INPUT
    assert "in.parquet: " in err
    assert len(err.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_a_parquet_cut_in_the_middle_is_no_trouble_of_ours(score, tmp_path):
    source = as_parquet(HEADER + "\n".join(golden_rows()), tmp_path / "in.parquet")
    data = bytearray(source.read_bytes())
    data[100:600] = bytes(500)
    source.write_bytes(data)
    code, _, err = score(source)
    assert code == exits.BAD_INPUT
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_a_parquet_damaged_further_on_leaves_none_of_its_rows(score, tmp_path, monkeypatch):
    """The first rows have been spread when it turns out that the last can't be read."""
    monkeypatch.setattr(spreading, "_ROWS_IN_MEMORY", 50)
    monkeypatch.setattr(source_module, "_ROWS_AT_ONCE", 50)
    text = HEADER + "\n".join(golden_rows())
    source = as_parquet(text, tmp_path / "in.parquet", row_group_size=100, compression="zstd")
    data = bytearray(source.read_bytes())
    pieces = pq.ParquetFile(source).metadata
    begins = pieces.row_group(pieces.num_row_groups - 2).column(0).dictionary_page_offset
    data[begins : begins + 60] = b"\xff" * 60
    source.write_bytes(data)
    seen = []
    append = spreading.append
    monkeypatch.setattr(spreading, "append", lambda *a: seen.append(a) or append(*a))
    code, _, err = score(source)
    assert (code, bool(seen)) == (exits.BAD_INPUT, True)
    assert "in.parquet: " in err
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_a_disk_that_is_full_is_not_laid_to_the_input(score, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spreading, "append", full)
    code, _, err = score(HEADER + "A1,1,visit,,\n")
    assert code == exits.BAD_INPUT
    assert "out.parquet: can't be written (No space left on device)" in err


def test_a_file_in_the_way_of_the_work_folder_is_left_alone(score, tmp_path):
    theirs = tmp_path / "out.parquet.partial"
    theirs.write_text("mine")
    code, _, err = score(HEADER + "A1,1,visit,,\n")
    assert code == exits.BAD_INPUT
    assert "out.parquet.partial: is a file" in err and "move it away or rename OUT" in err
    assert "make room" not in err
    assert theirs.read_text() == "mine"


def test_a_parquet_with_other_columns_is_told_which(score, tmp_path):
    pq.write_table(pa.table({"id": ["A"], "at": [3.5]}), tmp_path / "in.parquet")
    code, _, err = score(tmp_path / "in.parquet")
    assert code == exits.BAD_INPUT
    assert "column course: the column course is missing" in err
    assert "column at: the column at holds double, not text" in err


@pytest.mark.parametrize(
    ("source", "out", "says"),
    [
        ("in.xlsx", "out.csv", "IN 'in.xlsx': write a name that ends in .csv or .parquet"),
        ("-", "out.csv", "IN '-': write a name that ends in"),
        ("in.csv", "out.json", "OUT 'out.json': write a name that ends in"),
        ("in.csv", "out", "OUT 'out': write a name"),
        ("in.csv", "in.csv", "OUT 'in.csv' is IN itself"),
        ("in.csv", "there.csv", "--overwrite replaces it"),
        ("in.csv", "folder.csv", "is a folder"),
    ],
)
def test_wrong_usage_says_what_is_known(capsys, tmp_path, monkeypatch, source, out, says):
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(HEADER + "A1,1,visit,,\n")
    Path("there.csv").write_text("mine")
    Path("folder.csv").mkdir()
    assert main(["score", source, out, *["--overwrite"] * (out == "in.csv")]) == exits.WRONG_USAGE
    assert says in capsys.readouterr().err
    assert Path("there.csv").read_text() == "mine"


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "1.5", "\u0661"])
def test_a_number_of_jobs_that_is_none_is_wrong_usage(score, jobs):
    with pytest.raises(SystemExit) as ended:
        score(HEADER + "A1,1,visit,,\n", "--jobs", jobs)
    assert ended.value.code == exits.WRONG_USAGE


def test_what_is_not_there_is_said(score, tmp_path):
    code, _, err = score(tmp_path / "nowhere.csv")
    assert (code, "nowhere.csv: No such file" in err) == (exits.BAD_INPUT, True)
    code, _, err = score(HEADER + "A1,1,visit,,\n", out="nowhere/out.csv")
    assert (code, "there is no folder" in err) == (exits.BAD_INPUT, True)
    long = "a" * 300 + ".csv"
    for code, _, err in (score(tmp_path / long), score(HEADER + "A1,1,visit,,\n", out=long)):
        assert (code, "File name too long; give another path" in err) == (exits.BAD_INPUT, True)


def test_overwriting_replaces_out_only_when_it_is_whole(score, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert score(HEADER + "A1,x,visit,,\n", "--overwrite", out="out.csv")[0] == exits.BAD_INPUT
    assert out.read_text() == "mine"
    assert score(HEADER + "A1,1,visit,,\n", "--overwrite", out="out.csv")[0] == exits.DONE
    assert out.read_text().startswith("course,on,")
