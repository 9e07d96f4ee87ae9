"""What the file says of itself: its format, whose it is, and each part with its SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .form import FORMAT, VERSION


@dataclass(frozen=True, slots=True)
class Part:
    """A file in the file. ``rows`` is None where it has none."""

    rows: int | None
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the file says of itself.

    Attributes:
        made_at: as it is written.
        events: how many events the whole trail of the installation had.
        head: the code of its last one.
        files: by name.
    """

    release: str
    made_at: str
    clinic: UUID
    clinic_name: str
    events: int
    head: str
    files: Mapping[str, Part]

    def to_bytes(self) -> bytes:
        """As it is written."""
        body = {
            "format": FORMAT,
            "version": VERSION,
            "release": self.release,
            "made_at": self.made_at,
            "clinic": {"id": str(self.clinic), "name": self.clinic_name},
            "installation_trail": {"events": self.events, "head": self.head},
            "files": {
                name: {"rows": each.rows, "bytes": each.bytes, "sha256": each.sha256}
                for name, each in self.files.items()
            },
        }
        return json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def manifest_of(body: Mapping[str, Any]) -> Manifest:
    """What ``to_bytes`` wrote, of a version that is known.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it didn't.
    """
    trail, clinic = body["installation_trail"], body["clinic"]
    texts = (body["release"], body["made_at"], clinic["name"], trail["head"])
    if any(type(text) is not str for text in texts) or type(trail["events"]) is not int:
        raise ValueError("a value has another type than it should")
    return Manifest(
        release=body["release"],
        made_at=body["made_at"],
        clinic=UUID(clinic["id"]),
        clinic_name=clinic["name"],
        events=trail["events"],
        head=trail["head"],
        files={name: _part(each) for name, each in body["files"].items()},
    )


def _part(each: Mapping[str, Any]) -> Part:
    found = Part(each["rows"], each["bytes"], each["sha256"])
    numbers = type(found.bytes) is int and type(found.rows) in (int, type(None))
    if not numbers or type(found.sha256) is not str:
        raise ValueError("a part has another type than it should")
    return found


@dataclass(slots=True)
class Measured:
    """A part while it goes by."""

    rows: int = 0
    bytes: int = 0
    _sha256: Any = field(default_factory=hashlib.sha256)

    def add(self, data: bytes) -> None:
        """One more row, or all of a text."""
        self.rows += 1
        self.bytes += len(data)
        self._sha256.update(data)

    def part(self, has_rows: bool = True) -> Part:
        """What went by."""
        return Part(self.rows if has_rows else None, self.bytes, self._sha256.hexdigest())
