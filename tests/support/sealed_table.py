"""A table with sealed columns in a database of its own, as no table of the product has them yet.

To be imported when Django is set up. The database is added beside whatever the settings name.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections, models

from backcheck.web.sealing.field import SealedText

ALIAS = "sealing"


class Person(models.Model):
    """Somebody with a name and a note."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = SealedText()
    note = SealedText(null=True)
    visits = models.IntegerField(default=0)

    class Meta:
        app_label = "probe"


@contextmanager
def table(file: Path) -> Iterator[None]:
    """The table in a SQLite file, for as long as the block lasts."""
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "CONN_MAX_AGE": None}
    known = connections.configure_settings({"default": {}, ALIAS: settings})
    connections.settings[ALIAS] = known[ALIAS]
    connection = connections[ALIAS]
    try:
        with connection.schema_editor() as editor:
            editor.create_model(Person)
        yield
    finally:
        connection.close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
