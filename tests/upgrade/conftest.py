"""Restored and brought up to this release on either database."""

from tests.support.database_fixtures import server  # noqa: F401
