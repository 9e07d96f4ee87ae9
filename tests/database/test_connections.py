"""Every connection keeps what it has acknowledged, and a transaction is whole or nothing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from backcheck.web.configuration.databases import databases
from backcheck.web.configuration.reading import read
from tests.support.databases import opened


def asked(*statements: str) -> list[str]:
    """What a connection of this thread answers to each."""
    with connection.cursor() as cursor:
        return [str(cursor.execute(each).fetchone()[0]) for each in statements]


def elsewhere(question: Callable[[], list[str]]) -> list[str]:
    """The same asked by another thread, on a connection of its own, which is closed."""

    def ask() -> list[str]:
        try:
            return question()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(ask).result()


def test_every_sqlite_connection_waits_for_the_disk(sqlite: dict[str, str]) -> None:
    def question() -> list[str]:
        return asked("PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA foreign_keys")

    with opened(sqlite):
        told = [question(), elsewhere(question), elsewhere(question)]
        connection.close()
        told.append(question())
    assert told == [["wal", "2", "1"]] * 4  # 2 is FULL


def test_every_postgresql_connection_waits_for_the_disk(postgresql: dict[str, str]) -> None:
    def question() -> list[str]:
        return asked("SHOW synchronous_commit", "SHOW server_encoding")

    with opened(postgresql):
        assert [question(), elsewhere(question)] == [["on", "UTF8"]] * 2


def test_a_sqlite_transaction_takes_its_turn_at_once(sqlite: dict[str, str]) -> None:
    def write() -> list[str]:
        connection.ensure_connection()
        asked("PRAGMA busy_timeout=1")
        with transaction.atomic():
            return asked("SELECT 1")

    with opened(sqlite), transaction.atomic(), pytest.raises(OperationalError, match="locked"):
        elsewhere(write)


@pytest.mark.usefixtures("database")
def test_what_is_committed_is_seen_and_what_fails_is_not() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (name varchar(10))")
        with transaction.atomic():
            cursor.execute("INSERT INTO kept VALUES ('whole')")
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            cursor.execute("INSERT INTO kept VALUES ('half')")
            _ = 1 / 0
    assert elsewhere(lambda: asked("SELECT count(*) FROM kept", "SELECT name FROM kept")) == [
        "1",
        "whole",
    ]


def of(address: str) -> dict[str, object]:
    return databases(read({"BACKCHECK_DATABASE": address}, None))["default"]["OPTIONS"]


def test_a_server_elsewhere_shows_its_certificate_unless_told_otherwise() -> None:
    assert of("postgresql://ann@db.example/clinic")["sslmode"] == "verify-full"
    assert of("postgresql://ann@db.example/clinic?sslmode=disable")["sslmode"] == "disable"
    assert "sslmode" not in of("postgresql://ann@localhost/clinic")


def test_nothing_is_made_before_somebody_asks_for_a_row(tmp_path: Path) -> None:
    with opened({"BACKCHECK_HOME": str(tmp_path)}):
        pass
    assert list(tmp_path.iterdir()) == []
