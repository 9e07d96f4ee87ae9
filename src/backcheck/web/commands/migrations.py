"""The form of the database: what was applied to it, what this release knows, what is pending."""

from __future__ import annotations

from collections.abc import Iterable


def unknown(applied: Iterable[str]) -> list[str]:
    """Those of the applied migrations (``app.name``) that this release doesn't have."""
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    loader = MigrationLoader(None)
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known |= {tuple(old) for old in migration.replaces}
    return [name for name in applied if tuple(name.split(".", 1)) not in known]


def applied() -> list[str]:
    """What was applied to the database, ``app.name``; nothing to an empty one."""
    from django.db import connection  # noqa: PLC0415 after the set-up
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    return [f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()]


def pending() -> list[str]:
    """What this release has to do to the database yet, ``app.name``, in its order."""
    from django.db import connection  # noqa: PLC0415 after the set-up
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{each.app_label}.{each.name}" for each, _ in plan]
