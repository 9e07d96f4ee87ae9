"""The restore drill: what was backed up is there again, row by row, and nothing else is touched."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from unittest import mock

import psycopg
import pytest
from django.db import connection

from backcheck.__main__ import main
from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import end, links
from backcheck.web.audit.verify import Whole, verify
from backcheck.web.configuration.databases import databases
from backcheck.web.keeping.postgresql import RESTORING, alone
from backcheck.web.sealing import keyring_file
from tests.support import postgres
from tests.support.databases import opened
from tests.support.keeping import EVENTS, SESSIONS, configured, everything, seed

ROOT = Path(__file__).parents[2]
Said = tuple[int, str, str]
Say = Callable[..., Said]
Settings = dict[str, str]
_NUMBERS = count(1)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    """Run a command in an environment: exit code, stdout, stderr."""

    def command(environment: Settings, *arguments: str, typed: str = "") -> Said:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with opened(environment):
            code = main([*arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def paper(environment: Settings) -> str:
    return seed(environment)


@pytest.fixture
def backup(said: Say, environment: Settings, paper: str, tmp_path: Path) -> str:
    file = tmp_path / "one.backup"
    assert said(environment, "backup", str(file))[0] == 0
    return str(file)


@pytest.fixture
def empty(
    environment: Settings, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Settings]:
    """Another machine, on which nothing is yet."""
    found = {"BACKCHECK_HOME": str(tmp_path / "new")}
    if "BACKCHECK_DATABASE" not in environment:
        yield found
        return
    server = request.getfixturevalue("server")
    name = f"restored{next(_NUMBERS)}"
    postgres.administer(server, f"CREATE DATABASE {name}")
    yield {**found, "BACKCHECK_DATABASE": postgres.address(server, name)}
    postgres.administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def keyring_taken_along(environment: Settings, empty: Settings) -> None:
    keys = configured(empty).keys
    keys.mkdir(mode=0o700, parents=True)
    shutil.copy(configured(environment).keys / keyring_file.FILE, keys)


def looks_like_a_clinic(environment: Settings) -> bool:
    if "BACKCHECK_DATABASE" not in environment:
        return (configured(environment).data / "backcheck.sqlite3").exists()
    with opened(environment):
        tables = connection.introspection.table_names()
    return bool(tables) and "backcheck_restoring" not in tables


def test_every_row_is_there_again(
    said: Say, environment: Settings, empty: Settings, backup: str
) -> None:
    keyring_taken_along(environment, empty)
    before = everything(environment)
    code, out, err = said(empty, "restore", backup)
    assert (code, err) == (0, "")
    after = everything(empty)
    assert set(after) == set(before)
    for table, rows in before.items():
        # The event of the backup itself came after it, that of the restore is new.
        if table == "audit_event":
            assert after[table][:EVENTS] or rows
            assert {row for row in rows if row[0] <= EVENTS} < set(after[table])
            assert len(after[table]) == EVENTS + 1
        elif table == "keeping_backup_run":
            assert (len(rows), after[table]) == (1, [])
        else:
            assert after[table] == rows, table
    rows = sum(map(len, after.values())) - 1  # all but the event that it was restored
    assert out.splitlines()[0] == f"Restored: {len(after)} tables, {rows} rows"
    keys, old = configured(empty).keys, configured(environment).keys
    for name in ("trail.key", "session.key", "recovery.json", "keyring.json"):
        assert (keys / name).read_bytes() == (old / name).read_bytes()
        assert (keys / name).stat().st_mode & 0o777 == 0o600
    with opened(empty):
        whole = verify(links(), trail_key(keys))
        assert isinstance(whole, Whole)
        assert out.splitlines()[1] == f"The trail is whole: {EVENTS + 1} events, head {whole.head}"
        last = AuditEvent.objects.order_by("-number").first()
        assert (last.verb, last.who_name) == ("restore", "restore")
        with pytest.raises(Exception, match="only grows"):  # the triggers are back too
            AuditEvent.objects.filter(number=3).update(verb="x")
    assert list((configured(empty).data / ".keeping").iterdir()) == []


def test_the_paper_alone_brings_everything_back(
    said: Say,
    environment: Settings,
    empty: Settings,
    backup: str,
    paper: str,
) -> None:
    code, _, err = said(empty, "restore", backup, "--paper", typed=paper.lower() + "\n")
    assert (code, err) == (0, "")
    ring = keyring_file.read(configured(empty).keys / keyring_file.FILE)
    assert ring == keyring_file.read(configured(environment).keys / keyring_file.FILE)
    assert (configured(empty).keys / "session.key").read_text() == SESSIONS
    assert everything(empty)["probe_person"] == everything(environment)["probe_person"]


def test_a_mistyped_group_is_named_and_nothing_is_made(
    said: Say, empty: Settings, backup: str, paper: str
) -> None:
    groups = paper.split("-")
    groups[4] = groups[4][::-1] if groups[4] != groups[4][::-1] else "0" + groups[4][1:]
    code, out, err = said(empty, "restore", backup, "--paper", typed="-".join(groups))
    assert (code, out) == (1, "")
    assert err.startswith("Group 5 ")
    assert not configured(empty).data.exists()
    assert not configured(empty).keys.exists()


def test_without_any_key_it_says_which_are_wanted(said: Say, empty: Settings, backup: str) -> None:
    code, out, err = said(empty, "restore", backup)
    assert (code, out) == (1, "")
    assert "There is no keyring at" in err
    assert "--paper" in err
    assert not looks_like_a_clinic(empty)


@pytest.mark.usefixtures("environment")
def test_a_place_with_a_clinic_is_left_alone(said: Say, environment: Settings, backup: str) -> None:
    before = everything(environment)
    code, out, err = said(environment, "restore", backup)
    assert (code, out) == (1, "")
    assert "Nothing was touched" in err
    assert everything(environment) == before


def test_another_clinics_keys_are_left_alone(
    said: Say, environment: Settings, empty: Settings, backup: str
) -> None:
    keyring_taken_along(environment, empty)
    key = configured(empty).keys / "trail.key"
    key.write_text("ab" * 32)
    key.chmod(0o600)
    code, _, err = said(empty, "restore", backup)
    assert code == 1
    assert "There is another trail.key" in err
    assert key.read_text() == "ab" * 32
    assert not looks_like_a_clinic(empty)


def test_a_damaged_backup_is_refused(
    said: Say, environment: Settings, empty: Settings, backup: str
) -> None:
    keyring_taken_along(environment, empty)
    data = bytearray(Path(backup).read_bytes())
    data[len(data) // 2] ^= 1
    Path(backup).write_bytes(data)
    code, out, err = said(empty, "restore", backup)
    assert (code, out) == (1, "")
    assert "is damaged" in err
    assert not looks_like_a_clinic(empty)
    assert said(empty, "restore", backup + "x")[0] == 1  # one that isn't there


def test_one_kind_is_not_restored_into_the_other(
    said: Say, sqlite: dict[str, str], postgresql: dict[str, str], tmp_path: Path
) -> None:
    seed(sqlite)
    file = str(tmp_path / "one.backup")
    assert said(sqlite, "backup", file)[0] == 0
    code, _, err = said(postgresql, "restore", file)
    assert code == 1
    assert "`export` and `import`" in err


def test_a_trail_that_was_touched_is_not_restored(
    said: Say,
    environment: Settings,
    empty: Settings,
    paper: str,
    tmp_path: Path,
) -> None:
    with opened(environment), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER audit_event_no_update")
        cursor.execute("UPDATE audit_event SET who_name = 'Noa' WHERE number = 7")
    file = str(tmp_path / "one.backup")
    assert said(environment, "backup", file)[0] == 0
    code, out, err = said(empty, "restore", file, "--paper", typed=paper)
    assert (code, out) == (1, "")
    assert "broken at 7" in err
    assert not looks_like_a_clinic(empty)


def test_a_newer_release_is_named(
    said: Say,
    environment: Settings,
    empty: Settings,
    paper: str,
    tmp_path: Path,
) -> None:
    with opened(environment), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('audit', '0009_later', '2027-01-01')"
        )
    file = str(tmp_path / "one.backup")
    assert said(environment, "backup", file)[0] == 0
    code, _, err = said(empty, "restore", file, "--paper", typed=paper)
    assert code == 1
    assert "audit.0009_later isn't known here" in err
    assert not looks_like_a_clinic(empty)


def test_a_killed_restore_leaves_no_clinic_and_can_be_run_again(
    said: Say, environment: Settings, empty: Settings, backup: str
) -> None:
    keyring_taken_along(environment, empty)
    env = {**os.environ, **empty, "PYTHONPATH": str(ROOT / "src")}
    for delay in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        process = subprocess.Popen(
            [sys.executable, "-m", "backcheck", "restore", backup],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if looks_like_a_clinic(empty):  # then it is a whole one
            break
    else:
        assert said(empty, "restore", backup)[0] == 0
    assert everything(empty)["probe_person"] == everything(environment)["probe_person"]
    with opened(empty):
        assert isinstance(verify(links(), trail_key(configured(empty).keys)), Whole)


def test_what_a_killed_one_left_at_work_is_ended(
    said: Say, environment: Settings, empty: Settings, backup: str
) -> None:
    if "BACKCHECK_DATABASE" not in empty:
        pytest.skip("on SQLite nothing outlives the process")
    keyring_taken_along(environment, empty)
    left = psycopg.connect(empty["BACKCHECK_DATABASE"], application_name=RESTORING)
    left.execute("CREATE TABLE audit_event (number int)")  # not committed: nobody sees it
    assert said(empty, "restore", backup)[0] == 0
    with pytest.raises(psycopg.OperationalError):
        left.commit()


def test_of_two_at_once_the_second_is_told_to_wait(
    said: Say, environment: Settings, empty: Settings, backup: str
) -> None:
    if "BACKCHECK_DATABASE" not in empty:
        pytest.skip("on SQLite each has a folder of its own, and the last step is one rename")
    keyring_taken_along(environment, empty)
    with alone(databases(configured(empty))["default"]):
        code, _, err = said(empty, "restore", backup)
    assert code == 1
    assert "Another restore into" in err
    assert not looks_like_a_clinic(empty)


def test_one_that_fails_at_its_last_step_can_be_run_again(
    said: Say, environment: Settings, empty: Settings, backup: str
) -> None:
    keyring_taken_along(environment, empty)
    broken = mock.patch("backcheck.web.commands.restore._figures", side_effect=OSError(28, "full"))
    with broken:
        code, _, err = said(empty, "restore", backup)
    assert code == 1
    assert "the disk is full" in err
    assert not looks_like_a_clinic(empty)
    assert said(empty, "restore", backup)[0] == 0
    with opened(empty):
        assert end()[0] == EVENTS + 1
