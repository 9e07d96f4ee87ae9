"""Lines of a file turned into what a row will hold; what is off is told, and reading goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backcheck.web.audit.exported import CHAIN, COLUMNS
from backcheck.web.audit.models import ImportedEvent
from backcheck.web.giving.table import Table

from . import values
from .fault_list import FaultList
from .form import EARLIER, TRAIL, file_of
from .incoming import Damaged, Incoming, parsed

Numbered = tuple[int, dict[str, Any]]  # the line, and the row in it


@dataclass(frozen=True, slots=True)
class Shape:
    """What a line of a file has to hold.

    Attributes:
        readers: of each key, what reads its value.
        order: the keys by whose values lines are in order.
    """

    file: str
    readers: Mapping[str, values.Reader]
    order: tuple[str, ...]


def shape_of(table: Table) -> Shape:
    """Of a table's file."""
    readers = {column: values.reader(table.field(column)) for column in table.columns}
    readers |= {each: values.of_form(readers[each], form) for each, form in table.forms.items()}
    flags = dict.fromkeys(table.tokens, values.flag)
    return Shape(file_of(table.name), {**readers, **flags}, ("id",))


def shapes_of_trails() -> tuple[Shape, Shape]:
    """Of the trail and the earlier one."""
    fields = {each.attname: each for each in ImportedEvent._meta.concrete_fields}
    known = {name: values.reader(field) for name, field in fields.items()}
    own = {name: known[name] for name in COLUMNS}
    earlier = {name: known[name] for name in (*CHAIN, *COLUMNS)}
    return (
        Shape(TRAIL, own, ("number",)),
        Shape(EARLIER, earlier, ("chain", "number")),
    )


def read(
    incoming: Incoming, shape: Shape, faults: FaultList
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a file with their lines, those without a fault.

    A row in which something is off is left out and told, so that all of it is told at once.
    """
    number, before = 0, None
    try:
        for number, line in enumerate(incoming.lines(shape.file), 1):
            row = _row(line, shape, number, faults)
            if row is None:
                continue
            own = tuple(row[key] for key in shape.order)
            if before is not None and own <= before:
                told = "it is out of order; put lines in the order of their keys, each key once"
                faults.add(shape.file, number, told)
                continue
            before = own
            yield number, row
    except Damaged as error:
        faults.add(shape.file, None, f"{error}. Take the file as it was made.")


def _row(line: bytes, shape: Shape, number: int, faults: FaultList) -> dict[str, Any] | None:
    try:
        body = parsed(line)
        if not isinstance(body, dict):
            raise ValueError("write an object, in braces")
    except ValueError as error:
        faults.add(shape.file, number, f"this is no JSON of a row: {error}"[:200])
        return None
    wanted = shape.readers.keys()
    wrong = [f"{key[:40]!r} is missing" for key in sorted(wanted - body.keys())]
    wrong += [f"{key[:40]!r} isn't known; leave it out" for key in sorted(body.keys() - wanted)]
    found: dict[str, Any] = {}
    for key in sorted(wanted & body.keys()):
        try:
            found[key] = shape.readers[key](body[key])
        except ValueError as error:
            wrong.append(f"{key}: {error}")
    for told in wrong:
        faults.add(shape.file, number, told)
    return None if wrong else found
