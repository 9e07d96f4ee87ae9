"""The database or the keys fail under a page: it says so in words, nothing is lost, it goes on."""

from __future__ import annotations

import contextlib
import logging
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import translation

from backcheck.knowledge.wording import label
from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.queries import links
from backcheck.web.audit.verify import Whole, verify
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from backcheck.web.clinics.trouble import Trouble, trouble_of
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.faults import BadPlace, KeyringMissing, Tampered
from tests.support.databases import opened
from tests.support.team import make_team, signed_in
from tests.support.ways import clinic_way

Broken = contextlib.AbstractContextManager[None]


@dataclass
class Place:
    """An installation that is served, and somebody at its front desk."""

    home: Path
    environment: dict[str, str]
    account: Account
    client: Client
    told: list[logging.LogRecord]

    @property
    def file(self) -> Path:
        return self.home / "data/backcheck.sqlite3"

    def ask(self, language: str = "en") -> tuple[int, str]:
        """Send a form that isn't allowed to somebody: the refusal has to be written down."""
        self.client.cookies["backcheck_language"] = language
        response = self.client.post("/check/", {"text": "typed"})
        return response.status_code, response.content.decode()

    def events(self) -> int:
        """How many refusals stand in the trail, which is whole."""
        whole = verify(links(), trail_key(self.home / "keys"))
        assert isinstance(whole, Whole), whole
        return whole.events


class Kept(logging.Handler):
    def __init__(self, into: list[logging.LogRecord]) -> None:
        super().__init__()
        self.emit = into.append  # type: ignore[method-assign]


@pytest.fixture
def place(environment: dict[str, str]) -> Iterator[Place]:
    with served(environment) as found:
        yield found


@pytest.fixture
def place_on_sqlite(sqlite: dict[str, str]) -> Iterator[Place]:
    with served(sqlite) as found:
        yield found


@contextlib.contextmanager
def served(environment: dict[str, str]) -> Iterator[Place]:
    home = Path(environment["BACKCHECK_HOME"])
    keyring_file.opened(home / "keys" / keyring_file.FILE, date(2026, 1, 1))
    told: list[logging.LogRecord] = []
    handler, log = Kept(told), logging.getLogger("django.request")
    log.addHandler(handler)
    try:
        with opened(environment), clinic_way(home / "keys"):
            call_command("createcachetable", verbosity=0)
            account = make_team("North").people[Role.FRONT_DESK]
            client = signed_in(account)
            client.raise_request_exception = False
            yield Place(home, environment, account, client, told)
    finally:
        log.removeHandler(handler)


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def say(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextlib.contextmanager
def busy(place: Place) -> Iterator[None]:
    """Somebody else holds what has to be written to, for longer than anybody waits."""
    if is_sqlite():
        other = sqlite3.connect(place.file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        say("PRAGMA busy_timeout=50")
    else:
        other = psycopg.connect(**connection.get_connection_params())
        other.execute("LOCK TABLE audit_event IN EXCLUSIVE MODE")
        say("SET lock_timeout = '50ms'")
    try:
        yield
    finally:
        other.rollback()
        other.close()


@contextlib.contextmanager
def read_only(place: Place) -> Iterator[None]:
    say("PRAGMA query_only=1" if is_sqlite() else "SET default_transaction_read_only = on")
    yield
    say("PRAGMA query_only=0" if is_sqlite() else "SET default_transaction_read_only = off")


@contextlib.contextmanager
def gone(place: Place) -> Iterator[None]:
    """The folder of the data is not there, or no server answers."""
    if is_sqlite():
        moved = place.home / "elsewhere"
        place.file.parent.rename(moved)
        yield
        assert not place.file.parent.exists()  # nothing was made in its place
        moved.rename(place.file.parent)
        return
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = str(place.home)
    yield
    connection.close()
    connection.settings_dict["HOST"] = host


@contextlib.contextmanager
def without_keys(place: Place) -> Iterator[None]:
    place.ask()  # the key of the trail is made for the first event
    moved = place.home / "keys away"
    (place.home / "keys").rename(moved)
    yield
    moved.rename(place.home / "keys")


EVERYWHERE = {"busy": busy, "read_only": read_only, "gone": gone, "keys": without_keys}


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("trouble", EVERYWHERE)
def test_it_is_told_in_words_and_goes_on(place: Place, trouble: str, language: str) -> None:
    Account.objects.filter(pk=place.account.pk).update(language=language)
    assert place.ask()[0] == 403
    place.told.clear()
    broken: Callable[[Place], Broken] = EVERYWHERE[trouble]
    with broken(place):
        before = None if trouble in ("gone", "keys") else place.events()
        translation.deactivate_all()  # nothing is left of the last request
        status, page = place.ask(language)
        assert status == 503
        for key in (trouble, f"{trouble}_do", "unsure" if trouble == "gone" else "not_saved"):
            assert label(f"page.trouble.{key}", language) in page
        assert f'lang="{language}"' in page
        assert before is None or place.events() == before
    assert place.ask()[0] == 403
    assert place.events() == 2 + (trouble == "keys")
    [record] = [each for each in place.told if each.levelno >= logging.ERROR]
    assert record.exc_info is None
    assert record.getMessage().startswith(f"POST /check/: unavailable ({trouble}): ") or (
        trouble == "gone" and record.getMessage().startswith("POST a page: unavailable (gone): ")
    )


def test_who_only_reads_is_not_told_of_forms(place: Place) -> None:
    with busy(place):
        response = place.client.get("/check/")
    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert label("page.trouble.not_saved", "en") not in response.content.decode()


def test_a_mistake_of_ours_stays_one(place: Place) -> None:
    say("ALTER TABLE audit_event RENAME COLUMN details TO otherwise")
    status, page = place.ask()
    assert status == 500
    assert label("page.error.ours", "en") in page
    assert any(record.exc_info for record in place.told)


def test_a_full_disk_loses_nothing(place_on_sqlite: Place) -> None:
    """No page more may be added to the database, which is how SQLite meets a disk without room."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + 2}")
    kept = 0
    while (answer := place_on_sqlite.ask())[0] == 403:
        kept += 1
        assert kept < 1000
    assert answer[0] == 503
    assert label("page.trouble.full", "en") in answer[1]
    assert place_on_sqlite.events() == kept
    say("PRAGMA max_page_count=1000000")
    assert place_on_sqlite.ask()[0] == 403
    assert place_on_sqlite.events() == kept + 1


@pytest.fixture
def small_disk(sqlite_pattern: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """An installation on a disk of 4 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    if (
        sys.platform != "linux"
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("a small disk can't be mounted here (needs root on Linux)")
    try:
        shutil.copytree(sqlite_pattern, disk / "home/data")
        yield {"BACKCHECK_HOME": str(disk / "home")}
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_disk_that_is_really_full_loses_nothing(small_disk: dict[str, str]) -> None:
    with served(small_disk) as place:
        assert place.ask()[0] == 403
        kept, filler = 1, place.home.parent / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        while (answer := place.ask())[0] == 403:
            kept += 1
            assert kept < 1000
        assert answer[0] == 503
        assert label("page.trouble.full", "en") in answer[1]
        assert place.events() == kept
        filler.unlink()
        assert place.ask()[0] == 403
        assert place.events() == kept + 1
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_file_put_in_the_place_of_another_is_the_one_that_is_written(
    place_on_sqlite: Place,
) -> None:
    """As after a restore by hand. What goes to the one that was removed, nobody finds again."""
    place, file = place_on_sqlite, place_on_sqlite.file
    assert place.ask()[0] == 403
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("VACUUM INTO ?", [str(place.home / "copy")])
    for each in file.parent.iterdir():
        each.unlink()
    assert place.ask()[0] == 503
    shutil.copy(place.home / "copy", file)
    assert place.ask()[0] == 403
    with contextlib.closing(sqlite3.connect(file)) as other:
        assert other.execute("SELECT count(*) FROM audit_event").fetchone() == (2,)


def test_a_file_that_is_no_database_is_told(place_on_sqlite: Place) -> None:
    place_on_sqlite.ask()
    connection.close()
    place_on_sqlite.file.write_bytes(b"nonsense " * 1000)
    status, page = place_on_sqlite.ask()
    assert status == 503
    assert label("page.trouble.damaged", "en") in page


def test_a_value_that_was_altered_and_a_keyring_are_told_apart() -> None:
    assert trouble_of(Tampered("x")) is Trouble.DAMAGED
    assert trouble_of(KeyringMissing("x")) is Trouble.KEYS
    assert trouble_of(BadPlace("x")) is None


STATES = {
    "53100": Trouble.FULL,
    "53300": Trouble.BUSY,
    "40P01": Trouble.BUSY,
    "57P01": Trouble.GONE,
    "XX001": Trouble.DAMAGED,
    "42P01": None,
    "23505": None,
}


@pytest.mark.parametrize("state", STATES)
def test_what_postgresql_says_is_told_apart(state: str) -> None:
    error = DatabaseError("x")
    error.__cause__ = psycopg.errors.lookup(state)("x")
    assert trouble_of(error) is STATES[state]
