"""What any release before left is brought up to this one, and not a row of it is lost."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import backcheck
from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.queries import links
from backcheck.web.audit.verify import Whole, verify
from backcheck.web.commands.installation import ready
from backcheck.web.commands.restore import restore
from backcheck.web.keeping.bars import no_bar
from backcheck.web.patients.models import Identity, Note
from backcheck.web.sealing import keyring_file
from tests.support import postgres
from tests.support.databases import opened
from tests.support.keeping import configured
from tests.support.ways import clinic_way
from tests.upgrade.freeze import DATABASES, KEPT, NOTE, written

RELEASES = sorted(each.name for each in KEPT.iterdir() if (each / "sqlite.backup").exists())
GROWS = {"audit_event", "django_migrations", "django_content_type", "auth_permission"}
_NUMBERS = itertools.count(1)


@pytest.fixture(params=[(each, kind) for each in RELEASES for kind in DATABASES], ids="-".join)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """The rows of a release, whose backup was restored and is brought up to this one."""
    release, kind = request.param
    folder = KEPT / release
    environment = {"BACKCHECK_HOME": str(tmp_path / "home")}
    if kind == "postgresql":
        name, place = f"upgraded{next(_NUMBERS)}", request.getfixturevalue("server")
        postgres.administer(place, f"CREATE DATABASE {name}")
        environment["BACKCHECK_DATABASE"] = postgres.address(place, name)
    configuration = configured(environment)
    configuration.keys.mkdir(parents=True, mode=0o700)
    ring = configuration.keys / keyring_file.FILE
    ring.write_bytes((folder / f"{kind}.keyring").read_bytes())
    ring.chmod(0o600)
    with opened(environment), clinic_way(configuration.keys):
        restore(configuration, folder / f"{kind}.backup", None, no_bar)
        ready(configuration)
        trail = verify(links(), trail_key(configuration.keys))
        assert isinstance(trail, Whole), trail
        yield folder / f"{kind}.json"


def rows(table: dict[str, list[Any]]) -> Counter[str]:
    return Counter(json.dumps(row) for row in zip(*table.values(), strict=True))


def test_every_row_of_an_older_release_is_there(kept: Path) -> None:
    for table, before in json.loads(kept.read_text(encoding="utf-8")).items():
        names = ", ".join(map(connection.ops.quote_name, before))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")
            found = cursor.fetchall()
        columns = {name: [row[at] for row in found] for at, name in enumerate(before)}
        after = rows(json.loads(written(columns)))
        missing = rows(before) - after
        assert not missing, (table, missing)
        assert table in GROWS or sum(after.values()) == sum(rows(before).values()), table


def test_what_an_older_release_sealed_is_opened(kept: Path) -> None:
    assert {each.name for each in Identity.objects.all()} == {"Dana Levi"}
    assert {each.text for each in Note.objects.all()} == {NOTE}
    assert kept.exists()


def test_this_release_was_kept_when_it_was_made() -> None:
    assert backcheck.__version__ in RELEASES
