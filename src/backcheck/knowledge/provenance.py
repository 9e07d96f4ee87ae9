"""Who says so: the certainty, source and review that every item of knowledge carries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    """How a figure or statement is known (the tags of the product's fact files)."""

    VERIFIED = "verified"  # seen in the text of the source
    SECONDARY = "secondary"  # seen in a secondary page only
    FROM_MEMORY = "from_memory"  # publication known, number not seen
    DERIVED = "derived"  # our own arithmetic from numbers that are given
    MEASURED = "measured"  # found by a simulation that can be repeated
    JUDGEMENT = "judgement"  # a design choice of ours

    @property
    def may_be_told_as_fact(self) -> bool:
        """Whether a patient may read it as fact: never what is remembered or judged."""
        return self not in (Certainty.FROM_MEMORY, Certainty.JUDGEMENT)


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read. ``address`` may be empty for our own items."""

    id: str
    citation: str
    address: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Source, certainty and review state of one item.

    ``review`` is "none" until a named clinician of the clinic signs the item in the product.
    """

    source: Source
    certainty: Certainty
    review: str = "none"
