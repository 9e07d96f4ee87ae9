"""A small part of ``drills/fsync.py``: an answer waits until the disk has what it tells of."""

from __future__ import annotations

import pytest

from drills.fsync import Seen, seen
from tests.support.drilled import drilled

WAL = "7</srv/data/backcheck.sqlite3-wal>"
ANSWER = '9 writev(12<TCP:[127.0.0.1:1->127.0.0.1:2]>, [{iov_base="HTTP/1.1 302 Fou"...}], 1) = 90'
WRITE = f'5 pwrite64({WAL}, "x"..., 4096, 32) = 4096'
SYNC = f"5 fdatasync({WAL}) = 0"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_answer_waits_for_the_disk(database: str) -> None:
    told = drilled("fsync", database, "5")
    assert "5 acknowledged: 5 after the log was written and on the disk, 0 before" in told
    assert ("synchronous=2" if database == "sqlite" else "fsync=on") in told


def test_a_trace_of_an_answer_that_waited() -> None:
    assert seen([WRITE, SYNC, ANSWER]) == Seen(answers=1, waited=1, early=0, syncs=1)
    begun, ended = f"5 fdatasync({WAL} <unfinished ...>", "5 <... fdatasync resumed>) = 0"
    assert seen([WRITE, begun, ended, ANSWER]).waited == 1
    assert seen([WRITE, begun, ANSWER, ended]).early == 1


def test_a_trace_of_an_answer_that_did_not() -> None:
    assert seen([WRITE, ANSWER]) == Seen(answers=1, waited=0, early=1, syncs=0)
    assert seen([WRITE, SYNC, WRITE, ANSWER]).early == 1
    assert seen([WRITE, SYNC.replace("= 0", "= -1 EIO"), ANSWER]).early == 1
    assert seen([ANSWER]).waited == 0  # nothing was written at all
    other = SYNC.replace("sqlite3-wal", "sqlite3")
    assert seen([WRITE, other, ANSWER]).early == 1


def test_what_a_database_writes_for_itself_holds_nobody_up() -> None:
    own = WRITE.replace("5 ", "6 ", 1)
    assert seen([WRITE, SYNC, own, ANSWER], {"6"}) == Seen(answers=1, waited=1, early=0, syncs=1)
    assert seen([own, ANSWER], {"6"}).waited == 0
    assert seen([own, WRITE, ANSWER], {"6"}).early == 1
