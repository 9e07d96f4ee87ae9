"""A clinic's pages, on SQLite and on PostgreSQL. Each test's rows are rolled back after it."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from backcheck.web.sealing import keyring_file
from tests.support import postgres
from tests.support.database_fixtures import (  # noqa: F401
    postgresql_pattern,
    server,
    sqlite_pattern,
)
from tests.support.databases import opened
from tests.support.team import Team, make_team
from tests.support.ways import clinic_way

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def installation(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The home of an installation with an empty database, which this process serves."""
    home = tmp_path_factory.mktemp("home")
    environment = {"BACKCHECK_HOME": str(home)}
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("sqlite_pattern"), home / "data")
    else:
        folder = request.getfixturevalue("server")
        name, pattern = (
            f"module{next(_NUMBERS)}",
            request.getfixturevalue("postgresql_pattern"),
        )
        postgres.administer(folder, f"CREATE DATABASE {name} TEMPLATE {pattern}")
        environment["BACKCHECK_DATABASE"] = postgres.address(folder, name)
    keyring_file.opened(home / "keys" / keyring_file.FILE, date(2026, 1, 1))
    with opened(environment), clinic_way(home / "keys"):
        yield home


@pytest.fixture(autouse=True)
def rolled_back(installation: Path) -> Iterator[None]:
    """What a test writes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    connection.needs_rollback = False


@pytest.fixture
def team() -> Team:
    """The clinic that a test is about."""
    return make_team("North")


@pytest.fixture
def others() -> Team:
    """Another clinic of the same installation."""
    return make_team("South")
