"""Fixtures for tests that run twice: on SQLite and on a PostgreSQL, each on a new database."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

import tests.support.pages  # noqa: F401 Django is set up
from tests.support import postgres
from tests.support.databases import opened

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Path]:
    """The socket's folder of a PostgreSQL server."""
    with contextlib.ExitStack() as stack:
        try:
            folder = stack.enter_context(postgres.server())
        except postgres.NoServer as reason:
            pytest.skip(str(reason))
        yield folder


@pytest.fixture(scope="session")
def sqlite_pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty SQLite database, made by the migrations."""
    home = tmp_path_factory.mktemp("sqlite")
    (home / "data").mkdir()
    with opened({"BACKCHECK_HOME": str(home)}):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", "cache", verbosity=0)
    return home / "data"


@pytest.fixture(scope="session")
def postgresql_pattern(server: Path) -> str:
    """The name of an empty PostgreSQL database, made by the migrations."""
    postgres.administer(server, "CREATE DATABASE pattern")
    with opened({"BACKCHECK_DATABASE": postgres.address(server, "pattern")}):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", "cache", verbosity=0)
    return "pattern"


@pytest.fixture
def sqlite(sqlite_pattern: Path, tmp_path: Path) -> dict[str, str]:
    """What somebody sets who has a new SQLite database."""
    shutil.copytree(sqlite_pattern, tmp_path / "home/data")
    return {"BACKCHECK_HOME": str(tmp_path / "home")}


@pytest.fixture
def postgresql(server: Path, postgresql_pattern: str, tmp_path: Path) -> Iterator[dict[str, str]]:
    """What somebody sets who has a new PostgreSQL database."""
    name = f"clinic{next(_NUMBERS)}"
    postgres.administer(server, f"CREATE DATABASE {name} TEMPLATE {postgresql_pattern}")
    yield {
        "BACKCHECK_HOME": str(tmp_path / "home"),
        "BACKCHECK_DATABASE": postgres.address(server, name),
    }
    postgres.administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of an installation with a new database, on either."""
    found: dict[str, str] = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def database(environment: dict[str, str]) -> Iterator[None]:
    """This process talks to the new database."""
    with opened(environment):
        yield
