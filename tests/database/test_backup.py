"""``backup``: whole or not at all, closed to whoever has no key, and proved when it is made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from backcheck.__main__ import main
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import end
from backcheck.web.keeping import container, postgresql
from backcheck.web.keeping.faults import BackupDamaged
from backcheck.web.keeping.manifest import from_json
from backcheck.web.keeping.records import state
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.recovery import FILE as RECOVERY
from tests.support.databases import opened
from tests.support.keeping import EVENTS, NAME, SESSIONS, configured, seed

ROOT = Path(__file__).parents[2]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    environment: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run a command of the installation: exit code, stdout, stderr."""

    def command(*arguments: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with opened(environment):
            code = main([*arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def paper(environment: dict[str, str]) -> str:
    """A seeded clinic."""
    return seed(environment)


def backups(environment: dict[str, str]) -> list[Path]:
    return sorted((Path(environment["BACKCHECK_HOME"]) / "backups").iterdir())


@pytest.mark.usefixtures("paper")
def test_it_says_where_it_is_and_the_head_of_the_trail(
    run: Run, environment: dict[str, str]
) -> None:
    with opened(environment):
        number, head = end()
    code, out, err = run("backup")
    (made,) = backups(environment)
    assert (code, err) == (0, "")
    assert out == f"{made}\nThe trail has {EVENTS} events, head {head}\n"
    assert made.stat().st_mode & 0o777 == 0o600
    container.prove(made)
    manifest = from_json(container.content(made, "manifest.json"))
    assert (manifest.events, manifest.head) == (number, head)
    with opened(environment):
        event = AuditEvent.objects.order_by("-number").first()
        assert (event.verb, event.who_name, event.object_id) == ("backup", "backup", made.name)
        assert json.loads(event.details)["head"] == head
        known = state()
        assert (known.good_file, known.failed_at) == (str(made), None)


@pytest.mark.usefixtures("paper")
def test_nothing_secret_stands_in_it(run: Run, environment: dict[str, str]) -> None:
    run("backup")
    data = backups(environment)[0].read_bytes()
    configuration = configured(environment)
    ring = keyring_file.read(configuration.keys / keyring_file.FILE)
    secrets = [key.secret for key in (*ring.sealing, *ring.indexing, *ring.backups)]
    for text in (NAME, SESSIONS, "Dana", "probe_person", "SQLite format", "PGDMP"):
        assert text.encode() not in data
    for secret in (*secrets, (configuration.keys / "trail.key").read_bytes()[:64]):
        assert secret not in data
        assert secret.hex().encode() not in data


@pytest.mark.usefixtures("paper")
def test_it_is_an_ordinary_archive_that_says_how_to_open_it(
    run: Run, environment: dict[str, str]
) -> None:
    run("backup")
    with tarfile.open(backups(environment)[0]) as tar:
        names = tar.getnames()
    database = "database.dump" if connection_kind(environment) else "database.sqlite3"
    closed = [f"{name}.age" for name in (database, "trail.key", "secret.key")]
    assert names == ["README.txt", RECOVERY, *closed, "manifest.json", "sha256"]


def connection_kind(environment: dict[str, str]) -> bool:
    return "BACKCHECK_DATABASE" in environment


@pytest.mark.usefixtures("paper")
def test_any_flipped_byte_is_found(run: Run, environment: dict[str, str]) -> None:
    run("backup")
    file = backups(environment)[0]
    whole = file.read_bytes()
    step = max(1, len(whole) // 97)  # spread over the whole file, its padding included
    for at in {*range(0, len(whole), step), len(whole) - 1, len(whole) - 700, 511, 512}:
        with file.open("r+b") as changed:
            changed.seek(at)
            changed.write(bytes([whole[at] ^ 1]))
        with pytest.raises(BackupDamaged):
            container.prove(file)
        with file.open("r+b") as changed:
            changed.seek(at)
            changed.write(whole[at : at + 1])
    for length in (0, 100, 512, len(whole) - 1, len(whole) - 512):
        file.write_bytes(whole[:length])
        with pytest.raises(BackupDamaged):
            container.prove(file)
    file.write_bytes(whole + b"\0")
    with pytest.raises(BackupDamaged):
        container.prove(file)


@pytest.mark.usefixtures("paper")
def test_out_is_a_folder_or_a_new_file(run: Run, environment: dict[str, str]) -> None:
    home = Path(environment["BACKCHECK_HOME"])
    (home / "disk").mkdir()
    assert run("backup", str(home / "disk"))[0] == 0
    assert [name.name[:10] for name in (home / "disk").iterdir()] == ["backcheck-"]
    assert run("backup", str(home / "mine"))[0] == 0
    before = (home / "mine").read_bytes()
    code, out, err = run("backup", str(home / "mine"))
    assert (code, out) == (1, "")
    assert "it was left alone" in err
    assert (home / "mine").read_bytes() == before
    code, _, err = run("backup", str(home / "nowhere/mine"))
    assert code == 1
    assert "There is no folder" in err


def test_a_missing_or_old_paper_is_said_plainly(run: Run, environment: dict[str, str]) -> None:
    seed(environment)
    file = configured(environment).keys / RECOVERY
    file.unlink()
    code, _, err = run("backup")
    assert code == 0
    assert err.startswith("There is no recovery paper:")
    assert "backcheck key paper" in err


def test_without_its_keys_there_is_no_backup_and_the_failure_is_kept(
    run: Run, environment: dict[str, str]
) -> None:
    seed(environment)
    keys = configured(environment).keys
    (keys / keyring_file.FILE).rename(keys / "away")
    code, out, err = run("backup")
    assert (code, out) == (1, "")
    assert "There is no keyring" in err
    with opened(environment):
        assert "There is no keyring" in state().failure
    assert not (Path(environment["BACKCHECK_HOME"]) / "backups").exists()


def test_a_missing_or_old_tool_is_named(
    monkeypatch: pytest.MonkeyPatch, run: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    if not connection_kind(environment):
        pytest.skip("SQLite needs no tool")
    seed(environment)
    monkeypatch.setattr(postgresql, "_DEBIAN", tmp_path / "nothing")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run("backup")[2].startswith("pg_dump is missing")
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    old.chmod(0o755)
    assert "too old to copy it" in run("backup")[2]


WRITING = """
import sys
from tests.support import pages
from tests.support.databases import opened
import os
from django.db import connection, transaction
from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Process, Verb
number = 10_000
with opened(os.environ):
    print("ready", flush=True)
    while True:
        number += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO probe_person VALUES (%s, %s, 0)", [number, "x" * 500])
            cursor.execute("INSERT INTO probe_diary VALUES (%s, %s)", [number, number])
            record(verb=Verb.WRITE, what=Item("entry", str(number)), by=Process("writer"))
"""


def test_what_is_made_while_others_write_is_of_one_moment(
    run: Run, environment: dict[str, str], paper: str, tmp_path: Path
) -> None:
    """A person, her diary and the event of both are one transaction: all three, or none."""
    env = {**os.environ, **environment, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITING], env=env, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(0.5)
        code, _, err = run("backup", str(tmp_path / "one"))
        assert (code, err) == (0, "")
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    manifest = from_json(container.content(tmp_path / "one", "manifest.json"))
    assert manifest.events > EVENTS  # it did write
    with opened(environment):
        assert end()[0] > manifest.events  # and went on
    if connection_kind(environment):
        return  # test_restore brings one back
    from backcheck.web.keeping.bars import no_bar  # noqa: PLC0415
    from backcheck.web.keeping.making import examine  # noqa: PLC0415

    (tmp_path / "out").mkdir()
    ring = keyring_file.read(configured(environment).keys / keyring_file.FILE)
    examine(tmp_path / "one", ring, tmp_path / "out", no_bar)
    import sqlite3  # noqa: PLC0415

    link = sqlite3.connect(tmp_path / "out/database.sqlite3")
    asked = "SELECT count(*) FROM {} WHERE id > 10000"
    people = link.execute(asked.format("probe_person")).fetchone()[0]
    diaries = link.execute(asked.format("probe_diary")).fetchone()[0]
    written = link.execute("SELECT count(*) FROM audit_event WHERE who_name='writer'").fetchone()[0]
    link.close()
    assert people == diaries == written == manifest.events - EVENTS


@pytest.mark.usefixtures("paper")
def test_a_killed_one_leaves_no_file_under_the_final_name(
    run: Run, environment: dict[str, str]
) -> None:
    assert run("backup")[0] == 0
    (old,) = backups(environment)
    before = old.read_bytes()
    env = {**os.environ, **environment, "PYTHONPATH": str(ROOT / "src")}
    delays = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2]
    for delay in delays:
        process = subprocess.Popen(
            [sys.executable, "-m", "backcheck", "backup"], env=env, stdout=subprocess.DEVNULL
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for file in backups(environment):
            if not file.name.startswith("."):
                container.prove(file)
    assert old.read_bytes() == before
    assert run("backup")[0] == 0
    assert not any(file.name.startswith(".") for file in backups(environment))
    assert list((Path(environment["BACKCHECK_HOME"]) / "data/.keeping").iterdir()) == []


def test_a_file_that_may_not_grow_is_told(run: Run, environment: dict[str, str]) -> None:
    resource = pytest.importorskip("resource")
    seed(environment)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limit[1]))
        code, out, err = run("backup")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert (code, out) == (1, "")
    assert err.startswith("The backup can't be made") or "pg_dump failed" in err
    assert "Traceback" not in err
    assert list(Path(environment["BACKCHECK_HOME"]).glob("backups/*")) == []
    with opened(environment):
        assert end()[0] >= EVENTS


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for 16 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no small disk can be made here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_left_on_it(
    run: Run, environment: dict[str, str], small_disk: Path
) -> None:
    seed(environment)
    code, out, err = run("backup", str(small_disk))
    assert (code, out) == (1, "")
    assert "the disk is full. Make room there" in err
    assert list(small_disk.iterdir()) == []
    with opened(environment):
        assert "the disk is full" in state().failure


def test_a_locked_database_is_told(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if connection_kind(environment):
        pytest.skip("PostgreSQL has no lock on the whole database")
    import sqlite3  # noqa: PLC0415

    from backcheck.web.keeping import sqlite  # noqa: PLC0415

    seed(environment)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sqlite, "_WAIT_S", 0.1)
    link = sqlite3.connect(Path(environment["BACKCHECK_HOME"]) / "data/backcheck.sqlite3")
    try:
        link.execute("PRAGMA locking_mode=EXCLUSIVE")
        link.execute("BEGIN EXCLUSIVE")
        with opened(environment):
            connection.settings_dict["OPTIONS"]["timeout"] = 0.1
            connection.close()
            code = main(["backup"])
    finally:
        link.close()
    out, err = capsys.readouterr()
    assert (code, out) == (1, "")
    assert "another program keeps the database locked" in err
    assert "Traceback" not in err
