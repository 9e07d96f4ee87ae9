"""``tick``: what is due is done once, by one process, and what fails is seen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from backcheck.web.commands.tick import keep_ticking, tick, ticking
from backcheck.web.keeping.faults import KeepingFault
from backcheck.web.keeping.lease import leased
from backcheck.web.keeping.models import BackupRun, Lease
from backcheck.web.keeping.records import is_due, state
from tests.support.databases import opened
from tests.support.keeping import configured, seed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def seeded(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """A seeded clinic, which this process talks to."""
    seed(environment)
    with opened(environment):
        yield environment


def files(environment: dict[str, str]) -> list[str]:
    folder = configured(environment).backups
    return sorted(each.name for each in folder.iterdir()) if folder.exists() else []


def test_a_backup_is_made_when_the_last_one_is_a_day_old(seeded: dict[str, str]) -> None:
    (told,) = tick(configured(seeded))
    assert told.startswith("Backed up: ")
    assert len(files(seeded)) == 1
    assert tick(configured(seeded)) == []
    BackupRun.objects.update(at=timezone.now() - timedelta(hours=23))
    assert tick(configured(seeded)) == []
    BackupRun.objects.update(at=timezone.now() - timedelta(hours=24))
    assert len(tick(configured(seeded))) >= 1
    assert len(files(seeded)) in (1, 2)  # of one day the newer one is kept


@pytest.mark.usefixtures("seeded")
def test_how_often_is_a_setting(environment: dict[str, str]) -> None:
    assert tick(configured(environment, BACKCHECK_BACKUP_EVERY_HOURS="0")) == []
    now = timezone.now()
    BackupRun.objects.create(at=now - timedelta(hours=5), file="x")
    assert is_due(now, 5)
    assert not is_due(now, 6)


@pytest.mark.usefixtures("seeded")
def test_a_clock_that_was_set_back_asks_for_a_backup() -> None:
    now = timezone.now()
    BackupRun.objects.create(at=now + timedelta(days=400), file="x")
    assert is_due(now, 24)


def test_a_failure_is_seen_and_not_tried_again_each_minute(
    seeded: dict[str, str],
) -> None:
    blocked = configured(seeded, BACKCHECK_BACKUPS=str(Path(seeded["BACKCHECK_HOME"]) / "b"))
    blocked.backups.write_text("a file where the folder should be")
    with pytest.raises(KeepingFault):
        tick(blocked)
    known = state()
    assert known.good_at is None
    assert "The backup can't be made" in known.failure
    assert tick(blocked) == []
    BackupRun.objects.update(at=timezone.now() - timedelta(hours=1))
    blocked.backups.unlink()
    assert len(tick(blocked)) == 1
    assert (state().failed_at, state().failure) == (None, "")


@pytest.mark.usefixtures("seeded")
def test_one_at_a_time_has_a_lease(environment: dict[str, str]) -> None:
    with leased("tick") as first, leased("tick") as second, leased("other") as third:
        assert (first, second, third) == (True, False, True)
        assert tick(configured(environment)) == []
    assert Lease.objects.count() == 0
    with leased("tick") as again:
        assert again


@pytest.mark.usefixtures("seeded")
def test_the_lease_of_a_dead_process_runs_out_and_that_of_a_living_one_does_not() -> None:
    with leased("tick", for_s=0.6) as first:
        time.sleep(1.2)
        with leased("tick") as second:
            assert (first, second) == (True, False)
        Lease.objects.update(until=timezone.now() - timedelta(seconds=1))
        with leased("tick") as third:
            assert third


@pytest.mark.usefixtures("seeded")
def test_a_lease_of_a_clock_that_was_ahead_does_not_count() -> None:
    with leased("tick"):
        Lease.objects.update(until=timezone.now() + timedelta(days=3))
        with leased("tick") as second:
            assert second


def test_two_ticks_at_once_make_one_backup(seeded: dict[str, str]) -> None:
    env = {**os.environ, **seeded, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "backcheck", "tick"]
    both = [subprocess.Popen(command, env=env, stderr=subprocess.PIPE) for _ in range(2)]
    told = b"".join(process.communicate(timeout=60)[1] for process in both)
    assert [process.returncode for process in both] == [0, 0], told
    assert len(files(seeded)) == 1, told


def test_beside_a_server_it_ends_with_it(
    seeded: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**seeded, "PYTHONPATH": str(ROOT / "src")}.items():
        monkeypatch.setenv(name, value)
    until = time.monotonic() + 30
    with ticking():
        while not files(seeded) or files(seeded)[0].startswith("."):
            assert time.monotonic() < until
            time.sleep(0.1)
    assert len(files(seeded)) == 1


def test_a_fault_ends_no_round_and_is_told_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    monkeypatch.setattr(sys, "stdin", os.fdopen(reading, "r"))
    rounds: list[datetime] = []

    def once() -> list[str]:
        rounds.append(timezone.now())
        if len(rounds) == 5:
            os.close(writing)
        raise KeepingFault("no room")

    keep_ticking(once, every_s=0.05)
    assert len(rounds) in (5, 6)
    assert capsys.readouterr().err == "no room\n"
    sys.stdin.close()


def test_a_database_that_is_not_sound_is_not_backed_up(
    seeded: dict[str, str], request: pytest.FixtureRequest
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no check that a copy could be asked for")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("INSERT INTO probe_diary VALUES (9999, 9999)")
    connection.close()
    with pytest.raises(KeepingFault, match="1 rows of probe_diary"):
        tick(configured(seeded))
    assert files(seeded) == []
    assert "point to rows" in state().failure
