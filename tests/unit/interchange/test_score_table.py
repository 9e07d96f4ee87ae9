"""``score``: the rows of ``check --json``, and the faults of a course file."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pytest

from backcheck.interchange.answer_json import to_json
from backcheck.interchange.course_file import from_csv
from backcheck.interchange.fault import COLUMNS, CourseFileFaults
from backcheck.interchange.flat_answer import flat
from backcheck.interchange.score_table import SCHEMA, answers_table, score
from tests.spec.verdict.golden import GOLDEN, assessed

VISIT = ("A1", "3", "visit", "", "")


def events(*rows: tuple[str, ...], **more: pa.Array) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * 5
    arrays = [pa.array(list(column), pa.string()) for column in columns]
    return pa.table(dict(zip(COLUMNS, arrays, strict=True)) | more)


def of_text(text: str) -> pa.Table:
    """The rows of a sound course file."""
    return events(*(tuple(row) for row in list(csv.reader(io.StringIO(text)))[1:]))


def faults_of(table: pa.Table) -> list[str]:
    with pytest.raises(CourseFileFaults) as told:
        score(table)
    return [fault.line_text for fault in told.value.faults]


def test_every_golden_course_has_the_row_of_its_json():
    together = pa.concat_tables([of_text(golden.file.read_text("utf-8")) for golden in GOLDEN])
    expected = [flat(to_json(assessed(golden))) for golden in GOLDEN]
    rows = score(together).to_pylist()
    assert rows == expected
    for row, answer in zip(rows, expected, strict=True):
        assert [type(row[key]) is bool for key in row] == [
            isinstance(answer[key], bool) for key in row
        ]


def test_the_keys_are_joined_and_on_is_text():
    answer = {"course": "A", "on": 3.5, "a": {"b": {"c": 1}, "d": None}, "e": [1], "f": {}}
    row = flat({**answer, "signs": [{"sign": "pain"}]})
    assert row == {"course": "A", "on": "3.5", "a_b_c": 1, "a_d": None, "e": [1]}


def test_the_schema_is_the_same_whatever_the_answer():
    without = score(events(VISIT))
    assert without.schema == SCHEMA
    assert without["effect_mean"].to_pylist() == [None]
    assert without["relief_enough"].to_pylist() == [False]
    assert SCHEMA.field("because").type == pa.list_(pa.string())
    assert len(set(SCHEMA.names)) == len(SCHEMA.names) == 54


def test_a_key_the_schema_does_not_have_is_not_dropped_silently():
    (row,) = score(events(VISIT)).to_pylist()
    with pytest.raises(ValueError, match="new_key"):
        answers_table([row | {"new_key": 1}])
    with pytest.raises(ValueError, match="p_real"):
        answers_table([{key: value for key, value in row.items() if key != "p_real"}])


def test_courses_come_in_the_order_of_their_first_row():
    rows = [(course, str(day), "visit", "", "") for day in (9, 1) for course in ("B", "A", "C")]
    assert score(events(*rows))["course"].to_pylist() == ["B", "A", "C"]
    straight = score(events(*sorted(rows))).sort_by("course")
    assert score(events(*rows)).sort_by("course") == straight


@pytest.mark.parametrize(
    "kind",
    [pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
def test_text_of_any_making_gives_the_same_row(kind):
    plain = of_text(GOLDEN[1].file.read_text("utf-8"))
    other = pa.table({name: plain[name].cast(pa.string()).cast(kind) for name in COLUMNS})
    assert score(other) == score(plain)


def test_nulls_are_empty_cells_and_spaces_around_a_cell_go():
    nulls = pa.nulls(1)
    table = pa.table(
        {"value": nulls, "name": nulls, "event": [" visit "], "at": ["3"], "course": ["A1 "]}
    )
    assert score(table) == score(events(VISIT))


def test_rows_of_nothing_but_nulls_and_other_columns_do_not_matter():
    table = events(VISIT, ("",) * 5, (*VISIT[:1], "9", *VISIT[2:]))
    wide = table.append_column("clinic", pa.array([1, 2, None]))
    assert score(wide)["visits"].to_pylist() == [2]


def test_faults_name_the_row_and_other_rows_of_the_table():
    table = events(
        ("A1", "1", "rating", "pain", "7"),
        ("A1", "1", "rating", "pain", "eleven"),
        ("A1", "2026-03-01", "visit", "", ""),
    )
    at_twice, value, kind = faults_of(table)
    assert at_twice.startswith("row 2, column at: ")
    assert "the first is on row 1;" in at_twice
    assert value.startswith("row 2, column value: ")
    assert kind.startswith("row 3, column at: ")
    assert "(first on row 1)" in kind
    assert "line" not in " ".join((at_twice, value, kind))


def test_with_lines_the_faults_are_those_of_the_text():
    text = (
        "course,at,event,name,value\nA1,2026-02-30,rating,pain,7\nA1,2026-02-10,rating,pain,5\n"
        "A1,2026-02-10,rating,pain,6\nA1,12,visit,,\nA1,2026-02-11,visit,first,\n"
        ",2026-02-21,rating,pain,5\nA1,2026-02-12,movement_before,bend,4\n"
        "A1,2026-02-16,primary,happiness,\nA1,2026-02-17,primary,pain,\nA1,2026-01-01,closed,,\n"
    )
    with pytest.raises(CourseFileFaults) as told:
        from_csv(text.encode())
    lines = pa.array(range(2, 12))
    found = faults_of(of_text(text).append_column("line", lines))
    assert found == [fault.line_text for fault in told.value.faults]
    assert len(found) > 7


def test_columns_that_are_missing_or_no_text_are_told_together():
    table = pa.table({"kourse": ["A"], "at": [1.5], "event": ["visit"], "name": ["x"]})
    assert faults_of(table) == [
        'column course: the column course is missing; rename "kourse" to course',
        "column at: the column at holds double, not text; "
        "write its cells as text, as in docs/course-file.md",
        "column value: the column value is missing; "
        "name the columns course, at, event, name, value",
    ]


def test_a_table_without_events_is_a_fault():
    for table in (events(), events(("",) * 5)):
        (told,) = faults_of(table)
        assert told == "column file: there are no events in the table; write one event a row"


def test_a_cell_that_is_no_utf8_is_told_with_its_neighbours():
    broken = pa.array([b"A\xff", b"B"], pa.binary()).view(pa.string())
    table = events(VISIT, ("B", "3", "vsit", "", "")).set_column(0, "course", broken)
    first, second = faults_of(table)
    assert first == "row 1, column course: the cell is not UTF-8; write text as UTF-8"
    assert second.startswith("row 2, column event: ")
