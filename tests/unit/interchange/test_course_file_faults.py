"""Each rule of the course file, seen from the row that breaks it."""
# ruff: noqa: E501  a table with one case a line

from __future__ import annotations

import pickle

import pytest

from backcheck.interchange.course_file import from_csv
from backcheck.interchange.fault import CourseFileFaults, Fault, Unreadable

V = "A,2026-03-03T10:00,visit,,"

# rows of the file from line 2 on; then the only fault: its line, column, and words of it
ONE_FAULT = [
    # course
    ([",2026-03-03,visit,,"], 2, "course", "is empty"),
    (["A" * 201 + ",1,visit,,"], 2, "course", "has 201 characters"),
    # at
    (["A,,visit,,"], 2, "at", "is empty"),
    (["A,soon,visit,,"], 2, "at", "neither a date nor a day number"),
    (["A,2026-02-30,visit,,"], 2, "at", "no day of the calendar"),
    (["A,2026-03-03T24:00,visit,,"], 2, "at", "no time of day"),
    (["A,2026-03-03T25:00,visit,,"], 2, "at", "no time of day"),
    (["A,2026-03-03T10:00:60,visit,,"], 2, "at", "no time of day"),
    (["A,2026-03-03T10:00Z,visit,,"], 2, "at", "offset from UTC; write the local time of the clinic without it, such as 2026-03-03T10:00"),
    (["A,2026-03-03T10:00+02:00,visit,,"], 2, "at", "offset from UTC"),
    (["A,2026-03-03T10:00-05,visit,,"], 2, "at", "offset from UTC"),
    (["A,2026-03-03 10:00,visit,,"], 2, "at", "no T between date and time; write 2026-03-03T10:00"),
    (["A,2026-03-03T9:00,visit,,"], 2, "at", "hour of one digit"),
    (["A,2026-03-03T10:00:00.1234567,visit,,"], 2, "at", "finer than a microsecond"),
    (["A,20260303,visit,,"], 2, "at", "no dashes; write 2026-03-03"),
    (["A,03/03/2026,visit,,"], 2, "at", "not written as year-month-day"),
    (["A,0026-03-03,visit,,"], 2, "at", "outside the years"),
    (["A,20000000,visit,,"], 2, "at", "too large"),
    (['A,"3,5",visit,,'], 2, "at", "decimal comma; write 3.5"),
    (["A,1e3,visit,,"], 2, "at", "neither"),
    (["A,nan,visit,,"], 2, "at", "neither"),
    (["A,1_000,visit,,"], 2, "at", "neither"),
    (["A,٣,visit,,"], 2, "at", "not written in the digits 0 to 9"),
    (["A,2026-03-03,visit,,", "A,2026-03-04,visit,,", "A,17,visit,,"], 4, "at", "uses dates (first on line 2)"),
    (["A,17,visit,,", "A,2026-03-03,visit,,", "A,18,visit,,"], 3, "at", "uses day numbers (first on line 2)"),
    (["A,17,visit,,", "A,2026-03-03,visit,,"], 3, "at", "uses day numbers (first on line 2)"),
    # event
    (["A,1,,,"], 2, "event", "is empty"),
    (["A,1,Visit,,"], 2, "event", '"Visit" is not an event; write visit'),
    (["A,1,raiting,pain,7"], 2, "event", "write rating"),
    (["A,1,xyzzy,,"], 2, "event", "write one of pain_since, plan"),
    # rating
    (["A,1,rating,,7"], 2, "name", "is empty; write one of pain"),
    (["A,1,rating,pian,7"], 2, "name", "write pain"),
    (["A,1,rating,Pain,7"], 2, "name", "write pain"),
    (["A,1,rating,pain,"], 2, "value", "is empty; write a number from 0 to 10, such as 6.5"),
    (["A,1,rating,pain,eleven"], 2, "value", '"eleven" is not a number; write a number from 0 to 10, such as 6.5'),
    (["A,1,rating,pain,10.01"], 2, "value", "outside 0 to 10"),
    (["A,1,rating,pain,-0.01"], 2, "value", "outside 0 to 10"),
    (['A,1,rating,pain,"6,5"'], 2, "value", "decimal comma; write 6.5"),
    (["A,1,rating,pain,nan"], 2, "value", "is not a number"),
    (["A,1,rating,pain,inf"], 2, "value", "is not a number"),
    (["A,1,rating,pain,1e0"], 2, "value", "is not a number"),
    (["A,1,rating,pain,.5"], 2, "value", "is not a number"),
    (["A,1,rating,pain,٦٫٥"], 2, "value", "not written in the digits 0 to 9; write 6.5"),
    (["A,1,rating,pain,7", "A,1.0,rating,pain,6"], 3, "at", "a second pain rating at 1, the first is on line 2; keep one or write their average"),
    (["A,2026-03-03,rating,pain,7", "A,2026-03-03T20:00,rating,pain,7"], 3, "at", "the first is on line 2"),
    # visit
    (["A,1,visit,x,"], 2, "name", "no meaning for visit; leave this cell empty"),
    (["A,1,visit,,1"], 2, "value", "no meaning for visit"),
    (["A,1,visit,,", "A,1,visit,,"], 3, "at", "a second visit at 1, the first is on line 2"),
    # movements
    ([V, "A,2026-03-03,movement_before,,8"], 3, "name", "is empty; write the movement"),
    ([V, "A,2026-03-03,movement_after,bend,"], 3, "value", "is empty"),
    ([V, "A,2026-03-03,movement_after,bend,11"], 3, "value", "outside 0 to 10"),
    ([V, f"A,2026-03-03,movement_after,{'b' * 201},1"], 3, "name", "has 201 characters"),
    ([V, 'A,2026-03-03,movement_after,"a\nb",1'], 3, "name", "line break"),
    ([V, "A,2026-03-03,movement_after,a\0b,1"], 3, "name", "control character"),
    ([V, "A,2026-03-04,movement_after,bend,1"], 3, "at", "no visit on day 2026-03-04"),
    (["A,1.9,visit,,", "A,2,movement_after,bend,1"], 3, "at", "no visit on day 2"),
    ([V, "A,2026-03-03T17:00,visit,,", "A,2026-03-03,movement_after,bend,1"], 4, "at", "has 2 visits"),
    ([V, "A,2026-03-03T09:00,movement_before,bend,1", "A,2026-03-03T09:30,movement_before,bend,1"], 4, "name", "on line 3"),
    # relief
    ([V, "A,2026-03-05,relief,stopped,2"], 3, "name", "not how relief is"),
    ([V, "A,2026-03-05,relief,ended,"], 3, "value", "is empty; write the days"),
    ([V, "A,2026-03-05,relief,ended,-1"], 3, "value", "no length of time"),
    ([V, "A,2026-03-05,relief,holding,2"], 3, "value", "leave this cell empty"),
    (["A,2026-03-02,relief,ended,0", V], 2, "at", "no visit before this relief"),
    (["A,1,visit,,", "A,1,relief,ended,0"], 3, "at", "no visit before this relief"),
    (["A,1,visit,,", "A,3,relief,ended,3.01"], 3, "value", "longer than since the visit at 1 plus 1; write at most 3"),
    (["A,1,visit,,", "A,3,visit,,", "A,4,relief,ended,2.5"], 4, "value", "since the visit at 3 plus 1"),
    # once only, and the rest
    (["A,1,pain_since,,acute", "A,1,pain_since,,acute"], 3, "event", "one pain_since, the first is on line 2"),
    (["A,1,plan,visits,8", "A,2,plan,visits,8"], 3, "event", "one plan"),
    (["A,1,primary,pain,", "A,2,primary,sleep,"], 3, "event", "one primary"),
    (["A,1,closed,,", "A,2,closed,,"], 3, "event", "one closed"),
    (["A,1,pain_since,x,acute"], 2, "name", "leave this cell empty"),
    (["A,1,pain_since,,"], 2, "value", "is empty; write a day number"),
    (["A,2026-03-03,pain_since,,long ago"], 2, "value", "write a date such as 2025-06-01, or one of acute"),
    (["A,2026-03-03,pain_since,,2026-02-30"], 2, "value", "no day of the calendar"),
    (["A,2026-03-03,pain_since,,2026-03-04"], 2, "value", "after the day it was reported, 2026-03-03"),
    (["A,2026-03-03,pain_since,,-40"], 2, "value", "is a day number, the course uses dates"),
    (["A,3,pain_since,,2026-03-03"], 2, "value", "is a date, the course uses day numbers"),
    (["A,2026-03-03,pain_since,,2026-03-01T10:00"], 2, "value", "write the date alone, 2026-03-01"),
    (["A,1,plan,weeks,8"], 2, "name", "write visits"),
    (["A,1,plan,,8"], 2, "name", "is empty; write visits"),
    (["A,1,plan,visits,0"], 2, "value", "outside 1 to 200"),
    (["A,1,plan,visits,201"], 2, "value", "outside 1 to 200"),
    (["A,1,plan,visits,8.0"], 2, "value", "not a whole number from 1 to 200; write 8"),
    (["A,1,plan,visits,6.5"], 2, "value", "write a whole number from 1 to 200, such as 8"),
    (["A,1,plan,visits,"], 2, "value", "is empty"),
    (["A,1,primary,height,"], 2, "name", "not a sign"),
    (["A,1,primary,pain,7"], 2, "value", "leave this cell empty"),
    (["A,1,also_started,,"], 2, "name", "is empty; write what was started"),
    (["A,1,also_started,yoga,3"], 2, "value", "leave this cell empty"),
    (["A,1,flag,urgent,x"], 2, "name", "write one of emergency, same_day"),
    (["A,1,flag,EMERGENCY,x"], 2, "name", "write emergency"),
    (["A,1,flag,note,"], 2, "value", "is empty; write the question"),
    (["A,1,flag,cleared,"], 2, "value", "is empty; write who cleared it"),
    (["A,1,closed,x,"], 2, "name", "leave this cell empty"),
    (["A,1,closed,,x"], 2, "value", "leave this cell empty"),
    (["A,1.2,closed,,", "A,2,visit,,"], 3, "at", "closed on 1 (line 2), before this visit"),
    # rows
    (["A,1,visit,"], 2, "file", "4 cells, the header has 5"),
    (["A,1,visit,,,"], 2, "file", "6 cells, the header has 5"),
    (["A,1,rating,pain,6,5"], 2, "file", "write decimals with a dot, such as 6.5"),
    (['A,1,also_started,"yoga,', "A,2,visit,,"], 2, "file", "never closed"),
    (['A,1,also_started,"yo"ga,'], 2, "file", "text follows a closing quote"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "line", "column", "words"),
    ONE_FAULT,
    ids=[f"{c}: {w[:40]}" for _, _, c, w in ONE_FAULT],
)
def test_a_row_that_is_off_is_one_fault_in_its_place(faults, rows, line, column, words):
    found = faults(*rows)
    assert [(fault.line, fault.column) for fault in found] == [(line, column)]
    assert words in found[0].line_text
    assert found[0].remedy
    assert found[0].line_text.isprintable()


@pytest.mark.parametrize(
    "rows",
    [
        ["A,1,rating,pain,0", "A,1,rating,sleep,10", "A,1.5,rating,pain,10"],
        ["A,1,rating,pain,7", "B,1,rating,pain,7"],
        ["A,2026-03-03,visit,,", "A,2026-03-03T17:00,visit,,"],
        [V, "A,2026-03-03,movement_after,bend,0", "A,2026-03-03,movement_after,bend,10"],
        [V, "A,2026-03-03,movement_before,bend,1", "A,2026-03-03,movement_before,turn,1"],
        ["A,1,visit,,", "A,2,visit,,", "A,1,movement_before,bend,1", "A,2,movement_before,bend,1"],
        ["A,1.9,visit,,", "A,1,movement_after,bend,1"],
        ["A,1,visit,,", "A,3,relief,ended,3"],
        ["A,1,visit,,", "A,3,visit,,", "A,3,relief,ended,3"],
        ["A,1.2,closed,,", "A,1.9,visit,,"],
        ["A,1,visit,,", "A,1.01,relief,ended,1"],
        ["A,2026-03-03T23:59:59.999999,visit,,"],
        ["A,2026-03-03,pain_since,,2026-03-03", "A,2026-03-04,plan,visits,200"],
        ["A,3.5,pain_since,,3.9", "A,4,plan,visits,1"],
        ["A,1,primary,reach_cm,"],
        [f"A,1,also_started,{'b' * 200},"],
    ],
)
def test_what_is_just_allowed_is_no_fault(faults, rows):
    assert faults(*rows) == []


H = b"course,at,event,name,value\n"
WHOLE_FILE = [
    (b"", 1, "file", "the file is empty"),
    (b"\n \n", 1, "file", "the file is empty"),
    (H, 1, "file", "no events under the header"),
    (b"A,1,visit,,\n", 1, "header", "there is no header"),
    (b"course,at,event,name\nA,1,visit,\n", 1, "value", "column value is missing"),
    (b"course,at,event,name,Value\nA,1,visit,,\n", 1, "value", 'rename "Value" to value'),
    (b"course,at,at,event,name,value\nA,1,1,visit,,\n", 1, "at", "stands twice"),
    (b"course;at;event;name;value\nA;1;visit;;\n", 1, "header", "separated by semicolons"),
    (b"course\tat\tevent\tname\tvalue\nA\t1\tvisit\t\t\n", 1, "header", "separated by tabs"),
    (b'"course,at,event,name,value\nA,1,visit,,\n', 1, "file", "never closed"),
    (H + b"A,1,visit,,\nA,2,also_started,caf\xe9,\n", 3, "file", "byte 0xe9 is not UTF-8"),
    (H.replace(b"\n", b"\r\n") + b"A,1,visit,,\r\nA,2,also_started,\xe9,\r\n", 3, "file", "UTF-8"),
    ((H + b"A,1,visit,,\n").decode().encode("utf-16"), 1, "file", "the file is UTF-16"),
    ((H + b"A,1,visit,,\n").decode().encode("utf-16-le"), 1, "file", "NUL bytes"),
    ((H + b"A,1,visit,,\n").decode().encode("utf-32"), 1, "file", "the file is UTF-32"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "line", "column", "words"), WHOLE_FILE)
def test_a_file_that_is_off_as_a_whole_is_one_fault(faults, data, line, column, words):
    found = faults(data)
    assert [(fault.line, fault.column) for fault in found] == [(line, column)]
    assert words in found[0].line_text
    assert found[0].remedy


def test_a_header_in_capitals_is_told_what_to_rename(faults):
    found = faults(b"Course,At,Event,Name,Value\nA,1,visit,,\n")
    assert [fault.remedy for fault in found] == [
        f'rename "{column.capitalize()}" to {column}'
        for column in ("course", "at", "event", "name", "value")
    ]


def test_a_cell_without_end_is_one_fault_and_not_a_crash(faults):
    found = faults(f"A,1,also_started,{'b' * 200_000},", "A,x,visit,,")
    assert [(fault.line, fault.column) for fault in found] == [(2, "file"), (3, "at")]


def test_a_fault_is_not_told_again_as_a_twin(faults):
    found = faults("A,1,rating,pian,7", "A,1,rating,pian,7")
    assert [(fault.line, fault.column) for fault in found] == [(2, "name"), (3, "name")]


def test_a_movement_without_a_day_is_not_told_that_its_visit_is_missing(faults):
    found = faults(V, "A,soon,movement_before,bend,7", "A,soon,relief,ended,99")
    assert [(fault.line, fault.column) for fault in found] == [(3, "at"), (4, "at")]


def test_every_missing_column_is_told(faults):
    found = faults(b"at,event,value\n1,visit,\n")
    assert [(fault.line, fault.column) for fault in found] == [(1, "course"), (1, "name")]


def test_other_faults_are_found_beside_an_encoding_fault(faults):
    found = faults(H + b"A,1,also_started,\xe9,\nA,1,rating,p\xe9in,7\nA,2,rating,pain,x\n")
    assert [(fault.line, fault.column) for fault in found] == [(2, "file"), (4, "value")]


def test_an_open_quote_costs_its_own_row_only(faults):
    rows = ['A,1,also_started,"yoga,', "A,x,visit,,", *["A,3,flag,note,q"] * 300, "A,y,visit,,"]
    found = faults(*rows)
    assert [(fault.line, fault.column) for fault in found] == [(2, "file"), (3, "at"), (304, "at")]


def test_many_open_quotes_do_not_take_the_square_of_time(faults):
    rows = ['x",y,"z'] * 5000
    assert len(faults(*rows)) >= 5000


@pytest.mark.parametrize(
    "visit",
    [
        "A,2026-03-33,visit,,",
        "A,2026-13-03,visit,,",
        "A,03.03.2026,visit,,",
        "A,20260303,visit,,",
        "A,2026-03-03T10:00Z,visit,,",
        "A,2026-03-03 10:00,visit,,",
        "A,,visit,,",
        "A,2026-03-03,vizit,,",
        "A,2026-03-03,treatment,,",
        ",2026-03-03,visit,,",
        "A,2026-03-03,visit",
        "A,2026-03-03,visit,,,",
    ],
)
def test_a_visit_that_can_not_be_read_is_told_once_and_not_at_what_belongs_to_it(faults, visit):
    found = faults(
        "A,2026-03-03,movement_before,bend,8",
        visit,
        "A,2026-03-03,movement_after,bend,5",
        "A,2026-03-05,relief,ended,1",
    )
    assert [fault.line for fault in found] == [3]


def test_a_visit_of_another_day_does_not_excuse_a_movement(faults):
    found = faults("A,2026-03-33,visit,,", "A,2026-07-19,movement_before,bend,8")
    assert [fault.line for fault in found] == [2, 3]


def test_a_rating_that_can_not_be_read_does_not_excuse_a_movement(faults):
    found = faults("A,2026-07-19,raiting,pain,8", "A,2026-07-19,movement_before,bend,8")
    assert [fault.line for fault in found] == [2, 3]


def test_several_cells_of_one_row_are_several_faults_in_the_order_of_columns(faults):
    found = faults(",soon,rating,pian,eleven")
    assert [fault.column for fault in found] == ["course", "at", "name", "value"]


def test_nothing_of_the_file_can_break_the_line_of_a_fault(faults):
    [fault] = faults('A,1,rating,pain,"\x1b[2J\n\u202e' + "7" * 60 + '"')
    assert fault.line_text.isprintable()
    assert len(fault.line_text) < 150
    assert fault.message.startswith('"\\x1b[2J\\n\\u202e777')


def test_faults_print_as_the_contract_shows_them(faults):
    found = faults(
        *["A,1,visit,,"] + [f"A,{day},rating,pain,7" for day in range(4)], "A,9,rating,pain,eleven"
    )
    assert [fault.line_text for fault in found] == [
        'line 7, column value: "eleven" is not a number; write a number from 0 to 10, such as 6.5'
    ]


TWENTY = """course,at,event,name,value,note
A1,2026-02-20,pain_since,,2026-05-01,
A1,2026-02-20,plan,visits,eight,
A1,2026-02-20,primary,height,,
A1,2026-02-30,rating,pain,7,
A1,2026-02-26T20:15+02:00,rating,pain,7,
A1,17,rating,pain,7,
A1,2026-02-26T20:15,rating,pain,eleven,
A1,2026-02-27,rating,pian,7,
A1,2026-02-28,rating,pain,11,
A1,2026-03-01,raiting,pain,7,
A1,2026-03-02,rating,pain,"6,5",
A1,2026-03-02T08:00,rating,stiffness,4,
A1,2026-03-02T08:00,rating,stiffness,5,
A1,2026-03-02,relief,ended,1,
A1,2026-03-03T10:00,visit,back,,
A1,2026-03-03T10:40,movement_after,,5,
A1,2026-03-07,movement_after,bend forward,5,
A1,2026-03-05,relief,ended,9,
A1,2026-03-21,flag,urgent,weight_loss,
A1,2026-03-22,closed,,,
A1,2026-03-29,visit,,,
A1,2026-03-21,flag,note,sleep
"""


def test_twenty_faults_are_twenty_lines_each_with_its_place_and_remedy():
    with pytest.raises(CourseFileFaults) as told:
        from_csv(TWENTY.encode())
    assert [(fault.line, fault.column) for fault in told.value.faults] == [
        (2, "value"), (3, "value"), (4, "name"), (5, "at"), (6, "at"), (7, "at"), (8, "value"),
        (9, "name"), (10, "value"), (11, "event"), (12, "value"), (14, "at"), (15, "at"),
        (16, "name"), (17, "name"), (18, "at"), (19, "value"), (20, "name"), (22, "at"),
        (23, "file"),
    ]  # fmt: skip
    assert all(fault.message and fault.remedy for fault in told.value.faults)
    lines = str(told.value).splitlines()
    assert len(lines) == 20
    assert all(
        line.startswith(f"line {f.line}, column {f.column}: ")
        for line, f in zip(lines, told.value.faults, strict=True)
    )


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        (CourseFileFaults([Fault(3, "at", "x", "y"), Fault(2, "at", "x", "y")]), ["faults"]),
        (Unreadable("it is x", "write y"), ["message", "remedy"]),
    ],
    ids=lambda it: type(it).__name__,
)
def test_faults_can_be_handed_over_by_a_worker(told, holds):
    """An exception that can't be pickled ends the pool of workers instead of being told."""
    got = pickle.loads(pickle.dumps(told))
    assert (type(got), str(got)) == (type(told), str(told))
    assert [getattr(got, name) for name in holds] == [getattr(told, name) for name in holds]
