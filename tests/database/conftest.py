"""Every test here runs twice: on SQLite and on a PostgreSQL of its own, each on a new database."""

from tests.support.database_fixtures import (  # noqa: F401
    database,
    environment,
    postgresql,
    postgresql_pattern,
    server,
    sqlite,
    sqlite_pattern,
)
from tests.support.exchanging import place  # noqa: F401
