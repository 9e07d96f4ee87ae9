"""A clinic's pages, on SQLite and on PostgreSQL. Each test's rows are rolled back after it."""

from __future__ import annotations

import copy
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

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
    with opened(environment), clinic_way(home / "keys"):
        call_command("createcachetable", verbosity=0)  # allauth counts attempts in it
        yield home


@pytest.fixture(scope="module")
def teams(installation: Path) -> Iterator[tuple[Team, Team]]:
    """The people of two clinics, made once for a module's tests and gone after them."""
    with transaction.atomic():
        yield make_team("North"), make_team("South")
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def rolled_back(teams: tuple[Team, Team]) -> Iterator[None]:
    """What a test writes is gone after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    connection.needs_rollback = False


@pytest.fixture
def team(teams: tuple[Team, Team]) -> Team:
    """The clinic that a test is about."""
    return copy.deepcopy(teams[0])


@pytest.fixture
def others(teams: tuple[Team, Team]) -> Team:
    """Another clinic of the same installation."""
    return copy.deepcopy(teams[1])
