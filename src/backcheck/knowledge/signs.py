"""The signs of a course: scale, direction, and whether the model can judge them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .provenance import Provenance
from .reading import Reader

HARM_SCALE_POINTS = 10.0
_KEYS = ("unit", "low", "high", "better", "judged", "recall_hours")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. ``low`` and ``high`` are the ends of its scale, both allowed."""

    id: str
    unit: str
    low: float
    high: float
    higher_is_better: bool
    judged: bool
    recall_hours: float
    provenance: Provenance

    def harm(self, value: float) -> float:
        """The value on the scale where more is worse (its own inverse), in the sign's unit."""
        return self.high - value if self.higher_is_better else value


def read_signs(text: str | None = None) -> Mapping[str, Sign]:
    """Read signs.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("signs.toml", text)
    signs = {
        key: _sign(reader, key, entry, f"signs.{key}")
        for key, entry in reader.table("signs").items()
    }
    reader.done()
    return signs


def _sign(reader: Reader, key: str, entry: Mapping[str, object], place: str) -> Sign:
    reader.known_keys(entry, place, _KEYS)
    sign = Sign(
        id=key,
        unit=reader.text(entry, "unit", place),
        low=reader.number(entry, "low", place),
        high=reader.number(entry, "high", place),
        higher_is_better=reader.choice(entry, "better", place, ("higher", "lower")) == "higher",
        judged=reader.truth(entry, "judged", place),
        recall_hours=reader.number(entry, "recall_hours", place, low=0),
        provenance=reader.provenance(entry, place),
    )
    if sign.low >= sign.high:
        reader.fault(place, "low must lie below high")
    if sign.judged and (sign.low, sign.high) != (0.0, HARM_SCALE_POINTS):
        reader.fault(place, "only a 0-10 scale has an error model")
    return sign


@cache
def signs() -> Mapping[str, Sign]:
    """The signs of this release, by id."""
    return read_signs()
