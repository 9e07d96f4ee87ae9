"""``backcheck restore``: a backup brought back into an empty place, and proved there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.verify import Broken, verify
from backcheck.web.configuration.configuration import Configuration
from backcheck.web.keeping import restoring
from backcheck.web.keeping.copied import Counting
from backcheck.web.keeping.faults import BackupDamaged, KeepingFault
from backcheck.web.keeping.manifest import Manifest

from .set_up import passphrase, refusals_told, set_up


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there again: tables, their rows, and events of the trail among them."""

    tables: int
    rows: int
    events: int
    head: str


def restore(
    configuration: Configuration,
    file: Path,
    paper: Callable[[], str] | None,
    count: Counting,
) -> Restored:
    """Bring a backup back.

    Args:
        configuration: where; nothing may be there yet.
        file: the backup.
        paper: asks for the recovery paper; None to use the keyring in the folder of keys.
        count: a bar.

    Raises:
        KeepingFault, SealingFault, KeyTrouble: there is no clinic here, as before.
    """
    set_up()
    plan = restoring.plan(configuration, file, paper, passphrase())
    _refuse_newer(plan.manifest)
    found: list[Restored] = []

    def accept(settings: restoring.Settings, manifest: Manifest) -> None:
        from backcheck.web.keeping.elsewhere import turned_to  # noqa: PLC0415 after the set-up

        with turned_to(settings), refusals_told("The restored database can't be read"):
            found.append(_accepted(configuration, manifest))

    restoring.restore(configuration, plan, accept, count)
    return found[0]


def _refuse_newer(manifest: Manifest) -> None:
    from .migrations import unknown  # noqa: PLC0415 after the set-up

    if newer := unknown(manifest.migrations):
        raise KeepingFault(
            f"This backup is of release {manifest.release}, which is newer than this one "
            f"({newer[0]} isn't known here). Restore it with that release."
        )


def _accepted(configuration: Configuration, manifest: Manifest) -> Restored:
    """Follow the trail to the head of the manifest, and write that it was restored."""

    from backcheck.web.audit.actions import record  # noqa: PLC0415
    from backcheck.web.audit.event import Item, Process, Verb  # noqa: PLC0415
    from backcheck.web.audit.queries import end, links  # noqa: PLC0415

    if manifest.events:
        try:
            found = verify(links(), trail_key(configuration.keys), manifest.head)
        except (ValueError, TypeError) as error:
            raise BackupDamaged("The trail in the backup can't be read.") from error
        if isinstance(found, Broken):
            raise BackupDamaged(
                f"The trail in the backup is broken at {found.number}: {found.told}"
            )
    if end() != (manifest.events, manifest.head):
        raise BackupDamaged("The trail in the backup doesn't end where its manifest says.")
    tables, rows = _figures()
    if manifest.events:
        record(
            verb=Verb.RESTORE,
            what=Item("backup", f"of {manifest.made_at:%Y-%m-%dT%H%M%S}"),
            details={"events": manifest.events, "head": manifest.head},
            by=Process("restore"),
        )
    return Restored(tables, rows, *end())


def _figures() -> tuple[int, int]:
    from django.db import connection  # noqa: PLC0415 after the set-up

    names = [name for name in connection.introspection.table_names() if name != restoring.MARK]
    rows = 0
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            rows += cursor.fetchone()[0]
    return len(names), rows


def told(found: Restored) -> str:
    """What is printed."""
    return (
        f"Restored: {found.tables} tables, {found.rows} rows\n"
        f"The trail is whole: {found.events} events, head {found.head}"
    )
