"""A small file that knows what it is and whether it is whole: JSON with its kind and a checksum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


class NotWhole(ValueError):
    """The bytes are cut, altered, or a file of another kind."""


def framed(kind: str, body: Mapping[str, Any]) -> bytes:
    """The bytes of a file of a kind. ``body`` holds what JSON can hold."""
    whole = {"format": kind, "sha256": _sum(kind, body), "body": body}
    return (json.dumps(whole, indent=1) + "\n").encode()


def unframed(kind: str, data: bytes) -> dict[str, Any]:
    """The body of a file of a kind.

    The checksum finds accidents; against somebody who alters a file on purpose stands only what
    is authenticated inside it.

    Raises:
        NotWhole: the bytes are not such a file, or not the whole of one.
    """
    try:
        whole = json.loads(data)
        body = whole["body"]
        if whole["format"] != kind or whole["sha256"] != _sum(kind, body):
            raise NotWhole(kind)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotWhole(kind) from error
    if not isinstance(body, dict):
        raise NotWhole(kind)
    return body


def _sum(kind: str, body: object) -> str:
    plain = json.dumps([kind, body], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()
