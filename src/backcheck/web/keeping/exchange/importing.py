"""A clinic is taken in: checked, then written in one transaction, or nothing of it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Process, Verb
from backcheck.web.audit.models import ImportedEvent
from backcheck.web.clinics.links import make_link_again
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from backcheck.web.giving.table import Table
from backcheck.web.sealing.faults import SealingFault
from backcheck.web.sealing.in_use import keyring

from .checking import check
from .everything import GIVEN
from .fault_list import FaultList
from .faults import NotTaken
from .incoming import Incoming, opened
from .reading import Numbered, Shape, read, shape_of, shapes_of_trails
from .rows import earlier_trail_of
from .values import line

_AT_ONCE = 500
BY = Process("import")


@dataclass(frozen=True, slots=True)
class Taken:
    """What is here now, and the secret of the link by which its owner comes in."""

    clinic: UUID
    name: str
    rows: int
    events: int
    owner: str
    secret: str


def take(file: Path) -> Taken:
    """Take the clinic of a file into this installation.

    Raises:
        NotTaken: it can't be; nothing was written.
        SealingFault, KeyTrouble: this installation's keys can't be used.
    """
    with opened(file) as incoming:
        check(incoming)
        with transaction.atomic():
            return _written(incoming)


def _written(incoming: Incoming) -> Taken:
    clinic = incoming.manifest.clinic
    rows = sum(_write(_Whole(incoming, shape_of(table)), table) for table in GIVEN)
    events = _write_trail(incoming)
    owner = _owner(clinic)
    secret = make_link_again(owner, BY)
    record(
        verb=Verb.IMPORT,
        what=Item("clinic", str(clinic)),
        clinic=clinic,
        details={
            "made_at": incoming.manifest.made_at[:40],
            "rows": rows,
            "earlier_events": events,
            "earlier_trail_sha256": sha256_of_earlier_trail(clinic),
        },
        by=BY,
    )
    return Taken(clinic, incoming.manifest.clinic_name, rows, events, owner.username, secret)


def sha256_of_earlier_trail(clinic: UUID) -> str:
    """Of what came with a clinic, as ``earlier-trail.jsonl`` gives it.

    The event of the import, which is in this installation's chain, holds it: another one now
    shows that somebody changed what was imported.
    """
    found = hashlib.sha256()
    for row in earlier_trail_of(clinic):
        found.update(line(row))
    return found.hexdigest()


class _Whole:
    """The rows of a file a second time: it must be the file that was checked."""

    def __init__(self, incoming: Incoming, shape: Shape) -> None:
        self.file = shape.file
        self._incoming, self._shape = incoming, shape

    def batches(self) -> Iterator[list[Numbered]]:
        """All rows, some at a time."""
        faults = FaultList()
        rows = read(self._incoming, self._shape, faults)
        while batch := list(islice(rows, _AT_ONCE)):
            yield batch
        faults.refuse()


def _write(source: _Whole, table: Table) -> int:
    count = 0
    for batch in source.batches():
        try:
            _insert(table.model, [_made(table, row) for _, row in batch])
        except (IntegrityError, SealingFault) as error:
            where = f"{source.file}, lines {batch[0][0]} to {batch[-1][0]}"
            why = str(error).strip().splitlines()[0]
            raise NotTaken(f"{where}: these rows don't go together: {why}") from error
        count += len(batch)
    return count


def _made(table: Table, row: dict[str, Any]) -> models.Model:
    """The row as it will stand here: with new secrets, found by this installation's keys."""
    given = {column: row[column] for column in table.columns}
    made = table.model(**given, **{column: new() for column, new in table.anew.items()})
    if table.tokens and any(row[token] for token in table.tokens):
        made.retoken(keyring())
    for token in table.tokens:
        if not row[token]:
            setattr(made, token, None)
    return made


def _insert(model: type[models.Model], rows: list[Any]) -> None:
    model._base_manager.bulk_create(rows, batch_size=_AT_ONCE)


def _write_trail(incoming: Incoming) -> int:
    """What was earlier stays so; the trail of where it comes from follows it."""
    own, earlier = shapes_of_trails()
    clinic, chain, count = incoming.manifest.clinic, 0, 0
    for source in (_Whole(incoming, earlier), _Whole(incoming, own)):
        if source.file == own.file:
            chain += 1
        for batch in source.batches():
            rows = [{"chain": chain, **row} for _, row in batch]
            _insert(ImportedEvent, [ImportedEvent(clinic=clinic, **row) for row in rows])
            chain, count = rows[-1]["chain"], count + len(rows)
    return count


def _owner(clinic: UUID) -> Account:
    """Who comes in first: an owner who may sign in, or else one who might."""
    owners = Account.objects.filter(clinic=clinic, role=Role.OWNER.value)
    found: Account = owners.order_by("-is_active", "made_at", "pk")[0]
    return found
