"""A table as an export gives it: declared once, in words, by the app whose table it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A model and its columns. Each column is given, told of, or left out with the reason.

    Attributes:
        model: its key is a UUID, by which its rows are ordered.
        clinic: the column that holds the clinic's id: ``id`` in the clinic's own table.
        what: what a row is, in words.
        columns: what is given, by the field's column: what it says, in words.
        tokens: columns of a blind index: given is only whether there is one, in words; the model's
            ``retoken`` computes them anew elsewhere.
        left_out: what never leaves, and why.
        anew: what stands in a column that was left out, in another installation.
        forms: columns whose text has a form of its own, and what reads it: a text that it can't
            read (KeyError, TypeError, ValueError) is refused when it comes in.
    """

    model: type[models.Model]
    clinic: str
    what: str
    columns: Mapping[str, str]
    tokens: Mapping[str, str] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    anew: Mapping[str, Callable[[], object]] = field(default_factory=dict)
    forms: Mapping[str, Callable[[str], object]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Of the file: the table's."""
        return str(self.model._meta.db_table)

    def field(self, column: str) -> Any:
        """The model's field of a column."""
        fields = {each.attname: each for each in self.model._meta.concrete_fields}
        return fields[column]

    def refers(self) -> dict[str, type[models.Model]]:
        """The given columns that name a row of another table, and whose."""
        found = {column: self.field(column).related_model for column in self.columns}
        return {column: model for column, model in found.items() if model is not None}
