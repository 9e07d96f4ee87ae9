"""Keep a clinic as this release leaves it, for the releases to come: VERSION.

``PYTHONPATH=src:. python -m tests.upgrade.freeze 0.1.0``, once for each release, on the day it is
made. What is kept is a backup of either database, the keyring that opens both, and every row.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tests.support.pages  # noqa: F401 Django is set up
from backcheck.knowledge.consents import Purpose
from backcheck.web.commands.backup import backup
from backcheck.web.commands.installation import ready
from backcheck.web.keeping.bars import no_bar
from backcheck.web.patients import consents
from backcheck.web.patients.actions import write_note
from backcheck.web.patients.kinds import How
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.session_key import make_session_key
from tests.support import postgres
from tests.support.databases import opened
from tests.support.keeping import configured, rows_of
from tests.support.patients import locked_away, make_patient, member
from tests.support.team import make_team
from tests.support.ways import clinic_way

KEPT = Path(__file__).parent
DATABASES = ("sqlite", "postgresql")
NOTE = "כאב גב תחתון. Worse when sitting."


def freeze(release: str) -> None:
    """Keep both databases of a release in a folder of its name."""
    folder = KEPT / release
    folder.mkdir()
    with tempfile.TemporaryDirectory() as place, postgres.server() as server:
        postgres.administer(server, "CREATE DATABASE frozen")
        at = {"sqlite": "", "postgresql": postgres.address(server, "frozen")}
        for database in DATABASES:
            home = Path(place) / database
            _one({"BACKCHECK_HOME": str(home), "BACKCHECK_DATABASE": at[database]}, folder)
            for file in (home / "out").iterdir():
                shutil.move(file, folder / f"{database}{file.suffix}")
            shutil.copy(home / "keys" / keyring_file.FILE, folder / f"{database}.keyring")


def _one(environment: Mapping[str, str], folder: Path) -> None:
    configuration = configured(environment)
    out = configuration.data.parent / "out"
    make_session_key(configuration.keys)
    with opened(environment), clinic_way(configuration.keys):
        ready(configuration)
        _filled()
        rows = rows_of()
        out.mkdir()
        backup(configuration, out / "one.backup", no_bar)
    (out / "one.json").write_text(written(rows), encoding="utf-8")


def written(rows: Mapping[str, Any]) -> str:
    """Rows as they are kept: a table's columns and its rows in the order of their keys."""
    return json.dumps(rows, ensure_ascii=False, indent=0, default=str, sort_keys=True) + "\n"


def _filled() -> None:
    for name in ("Riverside", "גדת הנהר"):
        team = make_team(name)
        known = make_patient(team)
        write_note(member(team), known, 0, NOTE)
        consents.give(member(team), known, Purpose.DIARY, "he", How.PAPER, date(2026, 11, 1))
        locked_away(team)


if __name__ == "__main__":
    freeze(sys.argv[1])
