"""A course file is read row after row, however large it is."""

from __future__ import annotations

import io
from itertools import islice

import pytest

from backcheck.interchange.course_file import from_csv
from backcheck.interchange.decoding import read_lines
from backcheck.interchange.fault import CourseFileFaults, Fault
from backcheck.interchange.records import MOST_LINES_OF_A_RECORD, read_records
from backcheck.interchange.text_rows import text_rows

HEADER = b"course,at,event,name,value\n"


def test_no_more_of_a_file_is_read_than_rows_are_asked_for():
    file = io.BytesIO(HEADER + b"A1,1,visit,,\n" * 500_000)
    rows = text_rows(file, [])
    assert [row.line for row in islice(rows, 2)] == [2, 3]
    assert file.tell() < 100_000  # the text layer reads ahead a few kilobytes
    rows.close()
    assert not file.closed


def test_an_open_quote_is_given_up_and_the_lines_after_it_are_read_again():
    endless = ("a,b\n" if number else 'c,"d\n' for number in range(10**9))
    faults: list[Fault] = []
    records = read_records(endless, faults)
    assert list(islice(records, 3)) == [(2, ["a", "b"]), (3, ["a", "b"]), (4, ["a", "b"])]
    assert [fault.line for fault in faults] == [1]
    # The hundred lines were looked at and no more: the generator still has the others.
    assert next(endless) == "a,b\n"
    assert MOST_LINES_OF_A_RECORD == 100


def test_the_byte_that_is_not_utf8_is_told_when_its_line_is_read():
    faults: list[Fault] = []
    lines = read_lines(io.BytesIO(b"\xef\xbb\xbfa\r\nb\rc\xe9\xff\nd\xfe\n"), faults)
    assert next(lines) == "a\n"
    assert faults == []
    assert list(lines) == ["b\n", "c\udce9\udcff\n", "d\udcfe\n"]
    assert [(fault.line, fault.message) for fault in faults] == [(3, "byte 0xe9 is not UTF-8")]


def test_bytes_after_a_header_that_can_not_be_read_are_told_too():
    with pytest.raises(CourseFileFaults) as told:
        from_csv(b"a,b\n1,2\ncaf\xe9,3\n")
    assert [fault.line for fault in told.value.faults] == [1, 3]
