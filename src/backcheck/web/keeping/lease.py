"""A lease: one process at a time, on one machine or on several; a dead one's runs out by itself."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import Error, connection
from django.db.models import Q
from django.utils import timezone

from .models import Lease

FOR_S = 300.0


@contextmanager
def leased(name: str, for_s: float = FOR_S) -> Iterator[bool]:
    """Take a lease for the block, and renew it meanwhile; False when somebody else has it.

    A lease that reaches further than any could is one from before a clock was set back, and
    doesn't count.
    """
    holder = uuid.uuid4()
    if not _take(name, holder, for_s):
        yield False
        return
    over = threading.Event()
    renewing = threading.Thread(target=_renew, args=(name, holder, for_s, over), daemon=True)
    renewing.start()
    try:
        yield True
    finally:
        over.set()
        renewing.join()
        Lease.objects.filter(name=name, holder=holder).delete()


def _take(name: str, holder: uuid.UUID, for_s: float) -> bool:
    now = timezone.now()
    until = now + timedelta(seconds=for_s)
    over = Q(until__lte=now) | Q(until__gt=until)
    if Lease.objects.filter(over, name=name).update(holder=holder, until=until):
        return True
    Lease.objects.bulk_create([Lease(name=name, holder=holder, until=until)], ignore_conflicts=True)
    return Lease.objects.filter(name=name, holder=holder).exists()


def _renew(name: str, holder: uuid.UUID, for_s: float, over: threading.Event) -> None:
    try:
        while not over.wait(for_s / 3):
            until = timezone.now() + timedelta(seconds=for_s)
            Lease.objects.filter(name=name, holder=holder).update(until=until)
    except Error:  # the work itself will meet the same, and say so
        return
    finally:
        connection.close()  # this thread's own
