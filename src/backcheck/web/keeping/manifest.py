"""What a backup says of itself in clear: when, of what, and how to know that it is whole."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from .faults import BackupDamaged

_FORM = 1


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was before it was encrypted."""

    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is known without a key.

    Attributes:
        release: of this program, that made it.
        made_at: an instant.
        database: ``sqlite`` or ``postgresql``.
        migrations: every one applied, ``app.name``, in their order.
        events: how many the trail has.
        head: the code of its last event.
        keys: the ids of all keys that were in use.
        files: what is in it, by name.
    """

    release: str
    made_at: datetime
    database: str
    migrations: tuple[str, ...]
    events: int
    head: str
    keys: tuple[str, ...]
    files: Mapping[str, Content]


def to_json(manifest: Manifest) -> bytes:
    """As it stands in the file."""
    plain: dict[str, Any] = {"form": _FORM, **dataclasses.asdict(manifest)}
    plain["made_at"] = manifest.made_at.astimezone(UTC).isoformat(timespec="seconds")
    return (json.dumps(plain, indent=1) + "\n").encode()


def from_json(data: bytes) -> Manifest:
    """What ``to_json`` wrote.

    Raises:
        BackupDamaged: it is none, or one of a newer release.
    """
    try:
        plain = json.loads(data)
        form = plain.pop("form")
        if form != _FORM:
            raise BackupDamaged(
                "This backup was written by a newer release. Restore it with that one."
            )
        plain["made_at"] = datetime.fromisoformat(plain["made_at"])
        plain["migrations"] = tuple(plain["migrations"])
        plain["keys"] = tuple(plain["keys"])
        plain["files"] = {name: Content(**each) for name, each in plain["files"].items()}
        return Manifest(**plain)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamaged("The manifest of the backup can't be read.") from error
