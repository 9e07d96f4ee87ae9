"""Where this computer thinks it is changes nothing that is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from tests.support.databases import opened

SOURCE = Path(__file__).parents[2] / "src"
_ACT = """
import django
django.setup()
from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Process, Verb
from backcheck.web.audit.models import AuditEvent
record(verb=Verb.READ, what=Item("patient", "p1"), by=Process("test"))
print(*(each.at.isoformat() for each in AuditEvent.objects.order_by("number")))
"""
# Fourteen hours ahead of UTC, twelve behind it, and one that changes its clock twice a year.
ZONES = ("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Jerusalem")


def act(environment: dict[str, str], zone: str) -> list[str]:
    """Record an event in a process of that zone; when every event happened, as it sees it."""
    told = subprocess.run(
        [sys.executable, "-c", _ACT],
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "backcheck.web.settings",
            "TZ": zone,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.split()


def kept(environment: dict[str, str]) -> list[str]:
    """The times as the database itself writes them."""
    with opened(environment), connection.cursor() as cursor:
        cursor.execute("SELECT CAST(at AS text) FROM audit_event ORDER BY number")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.skipif(sys.platform == "win32", reason="TZ is POSIX")
def test_a_machine_that_travels_keeps_the_same_times(environment: dict[str, str]) -> None:
    began = datetime.now(UTC)
    seen: list[str] = []
    written: list[str] = []
    for zone in ZONES:
        seen_here = act(environment, zone)
        assert seen_here[:-1] == seen
        written_here = kept(environment)
        assert written_here[:-1] == written
        seen, written = seen_here, written_here
    times = [datetime.fromisoformat(each) for each in seen]
    assert all(time.utcoffset() == timedelta(0) for time in times)
    assert times == sorted(times)
    assert began <= times[0]
    assert times[-1] <= datetime.now(UTC)
