"""An installation to be ill-treated: a home of its own, on either database, with two clinics.

To be made before anything else of the product is imported: this process and every server that it
starts are the installation's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres

KINDS = ("sqlite", "postgresql")
SKIPPED = 77  # the exit code that says so, as in other programs
_NAME = "drill"


@dataclass(frozen=True)
class Installation:
    """Where it is kept; ``cluster`` is the server of its database, None on SQLite."""

    home: Path
    cluster: postgres.Cluster | None

    @property
    def file(self) -> Path:
        return self.home / "data/backcheck.sqlite3"


@contextmanager
def installation(kind: str, folder: Path | None = None) -> Iterator[Installation]:
    """A new one, empty and ready to be served; gone afterwards.

    Raises:
        postgres.NoServer: there are no binaries of PostgreSQL.
    """
    home = Path(tempfile.mkdtemp(prefix="backcheck-drill-", dir=folder))
    cluster = postgres.Cluster(safe=True) if kind == "postgresql" else None
    try:
        if cluster is not None:
            cluster.start()
            postgres.administer(cluster.folder, f"CREATE DATABASE {_NAME}")
            os.environ["BACKCHECK_DATABASE"] = postgres.address(cluster.folder, _NAME)
        os.environ["BACKCHECK_HOME"] = str(home)
        os.environ["DJANGO_SETTINGS_MODULE"] = "backcheck.web.settings"
        _furnish(home)
        yield Installation(home, cluster)
    finally:
        if cluster is not None:
            cluster.remove()
        shutil.rmtree(home, ignore_errors=True)


def _furnish(home: Path) -> None:
    from backcheck.web.configuration.reading import here  # noqa: PLC0415 not before it is named
    from backcheck.web.sealing.session_key import make_session_key  # noqa: PLC0415

    make_session_key(home / "keys")
    from backcheck.web.commands.installation import ready  # noqa: PLC0415

    ready(here())
    from django.db import connection  # noqa: PLC0415

    connection.close()
