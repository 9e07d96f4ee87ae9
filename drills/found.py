"""What stands in an installation's database after it was ill-treated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from drills.load import Worked


def faults(home: Path, worked: Iterable[Worked]) -> list[str]:
    """Everything that isn't as it has to be; the connection is closed again.

    Args:
        home: of the installation, whose database this process's Django talks to.
        worked: everything that was done since the installation was made.
    """
    from django.db import connection  # noqa: PLC0415 Django is set up by the installation

    try:
        return [*_damage(), *_trail(home), *_lost(worked)]
    finally:
        connection.close()  # SQLite mends itself when the first one opens it: not this process


def _damage() -> Iterator[str]:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            told = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            told += [f"foreign key: {row}" for row in cursor.fetchall()]
            yield from (f"the database is damaged: {each}" for each in told if each != "ok")
        else:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
            cursor.execute(_EVERY_INDEX)  # raises, and says what it found


def _trail(home: Path) -> Iterator[str]:
    from backcheck.web.audit.keys import trail_key  # noqa: PLC0415
    from backcheck.web.audit.queries import links  # noqa: PLC0415
    from backcheck.web.audit.verify import Broken, verify  # noqa: PLC0415

    found = verify(links(), trail_key(home / "keys"))
    if isinstance(found, Broken):
        yield f"the trail is broken at {found.number}: {found.told}"


def _lost(worked: Iterable[Worked]) -> Iterator[str]:
    """Refusals: as many events as were acknowledged, and at most one more for each break."""
    from django.db.models import Count  # noqa: PLC0415

    from backcheck.web.audit.models import AuditEvent  # noqa: PLC0415

    least: Counter[str] = Counter()
    more: Counter[str] = Counter()
    for each in worked:
        least[each.who.id] += sum(done.what == "refused" for done in each.done)
        more[each.who.id] += each.cut_off
    events = AuditEvent.objects.filter(verb="refused").values_list("who_id")
    found = dict(events.annotate(count=Count("number")))
    for who, count in least.items():
        if not count <= found.get(who, 0) <= count + more[who]:
            yield f"{found.get(who, 0)} refusals of {who}, {count} to {count + more[who]} expected"


_EVERY_INDEX = """
SELECT bt_index_check(index => c.oid, heapallindexed => true)
FROM pg_index i JOIN pg_class c ON i.indexrelid = c.oid JOIN pg_am am ON c.relam = am.oid
JOIN pg_namespace n ON c.relnamespace = n.oid
WHERE am.amname = 'btree' AND n.nspname = 'public' AND i.indisready AND i.indisvalid
"""
