"""What is known of backups: for the pages, and for what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Process, Verb

from .making import Made
from .models import BackupRun

_AGAIN_AFTER = timedelta(minutes=30)  # a failure is not tried again every minute


@dataclass(frozen=True, slots=True)
class State:
    """How the backups are doing.

    Attributes:
        good_at: when the last good one was made; None while there is none.
        good_file: where it was put.
        failed_at: when the last attempt failed; None when a good one came after it.
        failure: why.
    """

    good_at: datetime | None
    good_file: str
    failed_at: datetime | None
    failure: str


def state() -> State:
    """How the backups are doing now."""
    good = BackupRun.objects.filter(failure="").order_by("-at").first()
    bad = BackupRun.objects.exclude(failure="").order_by("-at").first()
    if bad is not None and good is not None and bad.at <= good.at:
        bad = None
    return State(
        good_at=good.at if good else None,
        good_file=good.file if good else "",
        failed_at=bad.at if bad else None,
        failure=bad.failure if bad else "",
    )


def is_due(now: datetime, every_hours: int) -> bool:
    """Whether a backup is to be made now."""
    if every_hours == 0:
        return False
    known = state()
    if known.failed_at is not None and timedelta() <= now - known.failed_at < _AGAIN_AFTER:
        return False
    every = timedelta(hours=every_hours)
    return known.good_at is None or not timedelta() <= now - known.good_at < every


@transaction.atomic
def note_made(made: Made) -> None:
    """A good backup, in the list and in the trail."""
    BackupRun.objects.create(at=made.manifest.made_at, file=str(made.path), head=made.manifest.head)
    record(
        verb=Verb.BACKUP,
        what=Item("backup", made.path.name[-200:]),
        details={"events": made.manifest.events, "head": made.manifest.head},
        by=Process("backup"),
    )


@transaction.atomic
def note_failed(at: datetime, why: str) -> None:
    """A backup that could not be made."""
    BackupRun.objects.create(at=at, failure=why)
    record(
        verb=Verb.BACKUP,
        what=Item("backup", "failed"),
        details={"failed": why[:500]},
        by=Process("backup"),
    )
