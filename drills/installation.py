"""An installation to be ill-treated: a home of its own, on either database, with two clinics.

To be made before anything else of the product is imported: this process and every server that it
starts are the installation's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import postgres

KINDS = ("sqlite", "postgresql")
ROOT = Path(__file__).resolve().parents[1]
READY = """
from backcheck.web.commands.set_up import set_up
from backcheck.web.commands.installation import ready
from backcheck.web.configuration.reading import here
set_up()
print("begun", flush=True)
ready(here())
"""
SKIPPED = 77  # the exit code that says so, as in other programs
NAME = "drill"


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
    for name in [each for each in os.environ if each.startswith("BACKCHECK_")]:
        del os.environ[name]  # whatever whoever runs it has set
    home = Path(tempfile.mkdtemp(prefix="backcheck-drill-", dir=folder))
    cluster = postgres.Cluster(safe=True) if kind == "postgresql" else None
    try:
        if cluster is not None:
            cluster.start()
            postgres.administer(cluster.folder, f"CREATE DATABASE {NAME}")
            os.environ["BACKCHECK_DATABASE"] = postgres.address(cluster.folder, NAME)
        os.environ["BACKCHECK_HOME"] = str(home)
        os.environ["DJANGO_SETTINGS_MODULE"] = "backcheck.web.settings"
        _furnish(home)
        yield Installation(home, cluster)
    finally:
        if cluster is not None:
            cluster.remove()
        shutil.rmtree(home, ignore_errors=True)


def _furnish(home: Path) -> None:
    from backcheck.web.sealing.session_key import make_session_key  # noqa: PLC0415

    make_session_key(home / "keys")
    # In a process of its own, since whoever makes it ready uses it until that process ends.
    subprocess.run(
        [sys.executable, "-c", READY], env=surroundings(), stdout=subprocess.DEVNULL, check=True
    )
    import django  # noqa: PLC0415

    django.setup()


def surroundings() -> dict[str, str]:
    """What the commands of the product find around them."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src")}
