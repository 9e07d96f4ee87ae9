"""Everything about a file is checked before anything is written, and every fault told at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models

from backcheck.web.clinics.models import Account, Clinic
from backcheck.web.clinics.roles import Role
from backcheck.web.giving.table import Table

from .everything import GIVEN
from .fault_list import FaultList
from .faults import NotTaken
from .form import EARLIER, README, SCHEMA, TRAIL, TRAIL_CSV, file_of
from .incoming import Damaged, Incoming
from .reading import Numbered, read, shape_of, shapes_of_trails

_AT_ONCE = 500  # SQLite takes no more than 999 values in one question in its older releases
_TEXTS = (README, SCHEMA, TRAIL_CSV)


def check(incoming: Incoming) -> None:
    """Whether the whole file can be taken into this installation.

    Memory grows with the rows that others refer to, some 100 bytes each, and with nothing else.

    Raises:
        NotTaken: it can't; every fault with its file, its line and what to do.
    """
    _refuse_known(incoming.manifest.clinic)
    faults = FaultList()
    _check_files(incoming, faults)
    faults.refuse()  # what is missing can't be read
    _Tables(incoming, faults).check()
    for shape in shapes_of_trails():
        for _ in read(incoming, shape, faults):
            pass
    for name in _TEXTS:
        _check_text(incoming, name, faults)
    faults.refuse()


def _refuse_known(clinic: UUID) -> None:
    if Clinic.objects.filter(pk=clinic).exists():
        raise NotTaken(
            f"The clinic {clinic} is in this installation already, and is left as it is. To have "
            "it as it was at another time, restore a backup; to have it elsewhere, import this "
            "file into another installation."
        )


def _check_files(incoming: Incoming, faults: FaultList) -> None:
    wanted = {*_TEXTS, TRAIL, EARLIER, *(file_of(table.name) for table in GIVEN)}
    said, there = set(incoming.manifest.files), incoming.names()
    for name in sorted(wanted - (said & there)):
        faults.add(name, None, "it is missing, in the ZIP or in its manifest")
    for name in sorted((said | there) - wanted):
        faults.add(name[:80], None, "no such file belongs to an export; leave it out")


def _check_text(incoming: Incoming, name: str, faults: FaultList) -> None:
    try:
        for _ in incoming.lines(name):
            pass
    except Damaged as error:
        faults.add(name, None, f"{error}. Take the file as it was made.")


class _Tables:
    """The tables one after the other, with the keys of those that others refer to."""

    def __init__(self, incoming: Incoming, faults: FaultList) -> None:
        self._incoming = incoming
        self._faults = faults
        referred = {model for table in GIVEN for model in table.refers().values()}
        self._keys: dict[type[models.Model], set[UUID]] = {model: set() for model in referred}

    def check(self) -> None:
        """All of them."""
        for table in GIVEN:
            name, owners, rows = file_of(table.name), 0, 0
            for batch in _batches(read(self._incoming, shape_of(table), self._faults)):
                for line, row in batch:
                    self._check_row(table, name, line, row)
                    owners += table.model is Account and row["role"] == Role.OWNER.value
                rows += len(batch)
                self._check_new(table, name, batch)
            if table.model is Clinic and rows != 1:
                self._faults.add(name, None, f"it holds {rows} clinics; an export holds one")
            if table.model is Account and not owners:
                self._faults.add(name, None, "it holds no owner, who alone could let people in")

    def _check_row(self, table: Table, name: str, line: int, row: dict[str, Any]) -> None:
        if row[table.clinic] != self._incoming.manifest.clinic:
            self._faults.add(name, line, f"{table.clinic} is not the clinic of the manifest")
        for column, model in table.refers().items():
            if row[column] is not None and row[column] not in self._keys[model]:
                told = f"{column} names {row[column]}, which is not in the file of its table"
                self._faults.add(name, line, told)
        if table.model in self._keys:
            self._keys[table.model].add(row["id"])

    def _check_new(self, table: Table, name: str, batch: list[Numbered]) -> None:
        """None of them may be here already, nor what is one row's alone in an installation."""
        for column in (each for each in table.columns if _is_alone(table, each)):
            line_of = {row[column]: line for line, row in batch}
            if len(line_of) < len(batch):
                told = f"up to here, two lines have the same {column}"
                self._faults.add(name, batch[-1][0], told)
            taken = table.model._base_manager.filter(**{f"{column}__in": list(line_of)})
            for value in taken.values_list(column, flat=True):
                told = f"another row of this installation has the {column} {value!s:.80}"
                self._faults.add(name, line_of.get(value), f"{told}; give one of them another")


def _is_alone(table: Table, column: str) -> bool:
    field = table.field(column)
    return bool(field.unique) and field.remote_field is None


def _batches(rows: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    while batch := list(islice(rows, _AT_ONCE)):
        yield batch
