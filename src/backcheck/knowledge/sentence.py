"""A sentence before it has a language: an id of the catalogue and its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Parameter = str | int | float


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said, language apart. ``wording.render`` turns it into words.

    A parameter called ``count`` chooses the plural form.
    """

    id: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
