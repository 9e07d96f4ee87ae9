"""The signs of a course: scale, direction, and how a value becomes 0-10 harm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .measured import HARM_SCALE_POINTS, Transform, measured
from .provenance import Provenance
from .reading import Reader

_KEYS = ("unit", "low", "high", "better", "recall_hours")


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. ``low`` and ``high`` are the least and the greatest value allowed.

    A sign that is measured has a ``Transform`` under its id, any other is rated from 0 to 10.
    """

    id: str
    unit: str
    low: float
    high: float
    higher_is_better: bool
    recall_hours: float
    provenance: Provenance

    @property
    def transform(self) -> Transform | None:
        """How its values become harm; None for a sign that is rated."""
        return measured().transforms.get(self.id)

    @property
    def ends(self) -> tuple[float, float]:
        """The lower and the upper value between which harm goes from one end to the other."""
        if self.transform is None:
            return self.low, self.high
        best, worst = self.transform.best, self.transform.worst
        return min(best, worst), max(best, worst)

    def harm(self, value: float) -> float:
        """The value as harm, 0 to 10, more is worse."""
        if self.transform is not None:
            return self.transform.harm(value)
        return self.high - value if self.higher_is_better else value

    def value(self, harm: float) -> float:
        """The value, in the sign's unit, of a harm; beyond 0 and 10 its continuation."""
        if self.transform is not None:
            return self.transform.value(harm)
        return self.high - harm if self.higher_is_better else harm


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
        recall_hours=reader.number(entry, "recall_hours", place, low=0),
        provenance=reader.provenance(entry, place),
    )
    if sign.low >= sign.high:
        reader.fault(place, "low must lie below high")
    if sign.transform is None and (sign.low, sign.high) != (0.0, HARM_SCALE_POINTS):
        reader.fault(place, "neither rated from 0 to 10 nor in measured_signs.toml")
    if sign.transform is not None and not sign.low <= sign.ends[0] < sign.ends[1] <= sign.high:
        reader.fault(place, "its best and worst in measured_signs.toml lie outside low and high")
    if sign.transform is not None and sign.higher_is_better != (
        sign.transform.best > sign.transform.worst
    ):
        reader.fault(place, "better and the best in measured_signs.toml disagree")
    return sign


@cache
def signs() -> Mapping[str, Sign]:
    """The signs of this release, by id."""
    return read_signs()
