"""The time zone of the computer changes: what is kept, and whether the trail is whole, doesn't."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from backcheck.web.audit.models import AuditEvent

ROOT = Path(__file__).parents[2]
FIRST, THEN = "Pacific/Kiritimati", "America/Los_Angeles"  # never on the same day


def ran(environment: dict[str, str], zone: str, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        env={
            **os.environ,
            **environment,
            "TZ": zone,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        },
        input="\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.usefixtures("database")
def test_it_changes_nothing(environment: dict[str, str]) -> None:
    began = timezone.now()
    for zone in (FIRST, THEN):
        ran(environment, zone, "-m", "tests.support.appending", zone.partition("/")[2], "1")
    for zone in (FIRST, THEN):
        told = ran(environment, zone, "-m", "backcheck", "audit", "verify")
        assert told.startswith("The trail is whole: 2 events")
    first, second = AuditEvent.objects.order_by("number")
    assert began <= first.at <= second.at <= timezone.now()
    assert second.at - first.at < timedelta(minutes=5)
