"""A sentence before it has a language: an id of the catalogue and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Parameter: TypeAlias = "str | int | float | tuple[float, float] | Sentence"


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, language apart. ``wording.render`` turns it into words.

    A parameter called ``count`` chooses the plural form; a pair is a range, low to high; a
    sentence is one that this one holds, told to the same reader.
    """

    id: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
