"""``backcheck key``: the recovery paper, new keys, and which there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from backcheck.web.configuration.configuration import Configuration
from backcheck.web.keeping.copied import Counting
from backcheck.web.keeping.faults import told
from backcheck.web.sealing import keyring_file, recovery
from backcheck.web.sealing.age import identity_text
from backcheck.web.sealing.keys import (
    Key,
    Keyring,
    backup_rotated,
    index_rotated,
    rotated,
    without,
)
from backcheck.web.sealing.private_file import lock, replace_private

from .set_up import passphrase, refusals_told, set_up

_PAPER = """\
THE RECOVERY PAPER OF THIS CLINIC                                    number {sheet}

    {first}
    {second}

It opens every backup made from now on. Whoever has it and a backup can read everything; without
it, and without the folder of the keys, nobody can, and nobody can help. It is shown this once.

 1. Print this, or write it down. Don't keep it on a computer or in a photograph.
 2. Keep it away from the computer and from the backups: at home, in a safe, at a notary's.
 3. Try it once: `backcheck restore FILE --paper` into an empty folder (docs/backup.md).
 4. An older paper still opens the backups of its time: keep it as long as those.
"""
_NEW_PAPER = (
    "The recovery paper doesn't hold the new keys: make a new one with `backcheck key paper`."
)


def new_paper(configuration: Configuration, show: Callable[[str], None]) -> None:
    """Make a recovery paper. It is shown before its file replaces the old one: a paper that
    nobody has seen must not be the only one that opens.

    Raises:
        SealingFault, KeepingFault: there is no new paper, and the old one goes on to hold.
    """
    set_up()
    folder = configuration.keys
    paper, file = recovery.make_recovery(_keyring(configuration))
    groups = paper.split("-")
    first, second = "  ".join(groups[:4]), "  ".join(groups[4:])
    show(_PAPER.format(sheet=recovery.sheet_in(file), first=first, second=second))
    with told("The paper above is void, throw it away: its file can't be written"), lock(folder):
        replace_private(folder / recovery.FILE, file)


def rotate(configuration: Configuration, count: Counting, *, index: bool) -> list[str]:
    """Make new keys and bring every value under them, or go on with that where it stopped.

    Args:
        configuration: where the keys and the clinic are.
        count: a bar.
        index: a new index key too; until all tokens are made anew both are searched.

    Raises:
        SealingFault, KeepingFault: what was done so far holds; run it again.
    """
    set_up()
    from backcheck.web.keeping.rekeying import reseal, retoken  # noqa: PLC0415 after the set-up
    from backcheck.web.people import sealed_factors  # noqa: PLC0415

    with refusals_told("The values can't be sealed anew yet; run it again"):
        before = _keyring(configuration)
        goes_on = _is_unfinished(before)
        if goes_on:
            keyring, said = before, ["Going on with a rotation that was interrupted."]
        else:
            keyring, said = _renewed(configuration, index), []
        values = reseal(keyring, count) + sealed_factors.reseal(keyring)
        rows = retoken(keyring, count)
        _note(keyring, values, rows)
    said += [f"Sealed anew: {values} rows; tokens made anew: {rows} rows.", _NEW_PAPER]
    return said


def drop_unused(configuration: Configuration) -> list[str]:
    """Drop the old keys for sealing and indexing that nothing in the database was made with.

    Raises:
        SealingFault, KeepingFault: none was dropped.
    """
    set_up()
    from backcheck.web.keeping.rekeying import used  # noqa: PLC0415 after the set-up

    with refusals_told("The database can't be searched"):
        before = _keyring(configuration)
        unused = {key.id for key in (*before.sealing, *before.indexing)} - used(before)
    after = without(before, unused)
    gone = sorted(before.ids - after.ids)
    if not gone:
        return ["Every old key is needed still, or there is none."]
    path = configuration.keys / keyring_file.FILE
    keyring_file.change(path, lambda ring: without(ring, gone), passphrase(), may_drop=gone)
    return [
        f"Dropped: {', '.join(gone)}.",
        "Backups made before need the recovery paper of their time: keep it as long as those.",
    ]


def listed(configuration: Configuration) -> Iterator[str]:
    """The keys there are, without what is secret of them."""
    set_up()
    keyring = _keyring(configuration)
    kinds = (("sealing", keyring.sealing), ("index", keyring.indexing), ("backup", keyring.backups))
    for kind, keys in kinds:
        for key in keys:
            current = "current" if key == keys[-1] else "old"
            yield f"{kind:8} {key.id}  {key.made_on}  {current}"


def identities(configuration: Configuration) -> Iterator[str]:
    """What the standard tool of age takes to open a backup: secrets."""
    set_up()
    keys: tuple[Key, ...] = _keyring(configuration).backups
    return map(identity_text, reversed(keys))


def _keyring(configuration: Configuration) -> Keyring:
    return keyring_file.read(configuration.keys / keyring_file.FILE, passphrase())


def _is_unfinished(keyring: Keyring) -> bool:
    from backcheck.web.keeping.rekeying import used  # noqa: PLC0415 after the set-up

    return bool(used(keyring) - {keyring.current.id, keyring.current_index.id})


def _renewed(configuration: Configuration, index: bool) -> Keyring:
    today = date.today()

    def renew(keyring: Keyring) -> Keyring:
        after = backup_rotated(rotated(keyring, today), today)
        return index_rotated(after, today) if index else after

    return keyring_file.change(configuration.keys / keyring_file.FILE, renew, passphrase())


def _note(keyring: Keyring, values: int, rows: int) -> None:
    from backcheck.web.audit.actions import record  # noqa: PLC0415 after the set-up
    from backcheck.web.audit.event import Item, Process, Verb  # noqa: PLC0415

    record(
        verb=Verb.REKEY,
        what=Item("keyring", keyring.current.id),
        details={"sealed": values, "tokens": rows},
        by=Process("key rotate"),
    )
