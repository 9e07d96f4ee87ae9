"""Sealing every value anew under the current keys, and proving which keys are needed no more.

It goes through all models by itself: whatever column is a ``SealedText`` is sealed anew. A column
that holds tokens of ``blind`` can't be known by its type, so its model says how they are made::

    TOKENS = ("phone_token",)

    def retoken(self, keyring: Keyring) -> None:
        self.phone_token = blind(keyring, Kind.PHONE, self.phone, str(self.clinic_id))

Both go on where they were interrupted, since what is under the current key is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from backcheck.web.sealing.blind import index_key_of
from backcheck.web.sealing.field import Sealed, SealedText
from backcheck.web.sealing.keys import Keyring
from backcheck.web.sealing.seal import key_of, resealed

from .copied import Counting

_ROWS = 500


def reseal(keyring: Keyring, count: Counting) -> int:
    """Bring every sealed value under the current key; how many were not.

    Raises:
        SealingFault: a value can't be opened; those before it are done.
    """
    done = 0
    for model, names in _sealed():
        done += _each(model, names, count, lambda row, told: _resealed(keyring, row, told))
    return done


def retoken(keyring: Keyring, count: Counting) -> int:
    """Bring every token under the current index key; how many rows had others."""
    done = 0
    for model in _models():
        if names := getattr(model, "TOKENS", ()):
            done += _each(
                model, names, count, lambda row, columns: _retokened(keyring, row, columns)
            )
    return done


def used(keyring: Keyring) -> frozenset[str]:
    """The ids of the keys for sealing and indexing that anything in the database was made with.

    Every column of every table is searched, whether a model is known for it or not; a text that
    only looks like a value keeps its key.
    """
    ids = [key.id for key in (*keyring.sealing, *keyring.indexing)]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            described = connection.introspection.get_table_description(cursor, table)
            for column in (each.name for each in described):
                ids = [each for each in ids if not _stands(cursor, table, column, each)]
    return frozenset(key.id for key in (*keyring.sealing, *keyring.indexing)) - set(ids)


def _stands(cursor: Any, table: str, column: str, key: str) -> bool:
    name = connection.ops.quote_name
    asked = f"SELECT 1 FROM {name(table)} WHERE CAST({name(column)} AS text) LIKE %s LIMIT 1"
    cursor.execute(asked, [f"%{key}|%"])
    return cursor.fetchone() is not None


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def _sealed() -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
    for model in _models():
        fields = model._meta.local_concrete_fields
        if names := tuple(each.attname for each in fields if isinstance(each, SealedText)):
            yield model, names


Change = Callable[[Any, tuple[str, ...]], dict[str, Any]]


def _each(
    model: type[models.Model], names: tuple[str, ...], count: Counting, change: Change
) -> int:
    """Go through a table in the order of its keys; a batch is a transaction of its own."""
    rows = model._base_manager.order_by("pk")
    done, last = 0, None
    with count(f"Renewing {model._meta.verbose_name_plural}", rows.count()) as on:
        while True:
            with transaction.atomic():
                after = rows if last is None else rows.filter(pk__gt=last)
                batch = list(_locked(after)[:_ROWS])
                done += sum(_changed(model, row, change(row, names)) for row in batch)
            if not batch:
                return done
            last = batch[-1].pk
            on(len(batch))


def _locked(rows: Any) -> Any:
    """Nobody changes them meanwhile; on SQLite nobody can."""
    return rows.select_for_update() if connection.vendor == "postgresql" else rows


def _changed(model: type[models.Model], row: Any, values: dict[str, Any]) -> int:
    """Written past ``save``: the row says what it said before, so nothing else is to happen."""
    if values:
        model._base_manager.filter(pk=row.pk).update(**values)
    return int(bool(values))


def _resealed(keyring: Keyring, row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for name in names:
        value = row.__dict__[name]  # the attribute itself would be opened
        if value is not None and key_of(str(value)) != keyring.current.id:
            place = row._meta.get_field(name).place(row)
            found[name] = Sealed(resealed(keyring, str(value), place))
    return found


def _retokened(keyring: Keyring, row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    current = keyring.current_index.id
    if all(not (old := getattr(row, name)) or index_key_of(old) == current for name in names):
        return {}
    row.retoken(keyring)
    return {name: getattr(row, name) for name in names}
