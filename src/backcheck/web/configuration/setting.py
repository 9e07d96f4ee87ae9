"""A setting: declared once, in the class that carries its value."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

PREFIX = "BACKCHECK_"
KEY = "setting"


class WrongSettings(ValueError):
    """Settings that can't be used; the message lists each with what to write instead."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a setting is read and told.

    Attributes:
        takes: what may be written, in words.
        otherwise: what holds when it isn't set, in words.
        help: what it is for, in one line.
        read: its value from the text that was written; a ValueError says what to write instead.
        default: its value when it isn't set, from the environment.
        secret: what was written is never repeated.
    """

    takes: str
    otherwise: str
    help: str
    read: Callable[[str], object]
    default: Callable[[Mapping[str, str]], object]
    secret: bool = False


def settings_of(carrier: Any) -> dict[str, Setting]:
    """Every setting of a class, by name, in the order of its fields."""
    return {each.name: each.metadata[KEY] for each in dataclasses.fields(carrier)}


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()
