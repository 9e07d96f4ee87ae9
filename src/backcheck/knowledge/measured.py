"""Measured signs: minutes, centimetres, degrees, seconds as 0-10 harm and back; their errors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .provenance import Provenance
from .reading import Reader

HARM_SCALE_POINTS = 10.0
_ENDS = ("best", "worst", "offset")


@dataclass(frozen=True, slots=True)
class Transform:
    """How a measured value becomes harm: evenly from ``best`` (0) to ``worst`` (10).

    Evenly in the value where ``shape`` is linear, in log(value + offset) where it is log.
    model.md eq. 22
    """

    id: str
    shape: str
    best: float
    worst: float
    offset: float
    provenance: Provenance

    def harm(self, value: float) -> float:
        """0 to 10, more is worse; a value beyond an end is at that end."""
        inside = min(max(value, min(self.best, self.worst)), max(self.best, self.worst))
        start = self._stretched(self.best)
        return HARM_SCALE_POINTS * (self._stretched(inside) - start) / self._width()

    def value(self, harm: float) -> float:
        """The measured value of a harm: ``harm``'s inverse, continued beyond the ends."""
        stretched = self._stretched(self.best) + harm / HARM_SCALE_POINTS * self._width()
        return math.exp(stretched) - self.offset if self.shape == "log" else stretched

    def points(self, error: float) -> float:
        """An error in points: given in the unit, or as a fraction of value + offset for a log."""
        stretched = math.log1p(error) if self.shape == "log" else error
        return HARM_SCALE_POINTS * stretched / abs(self._width())

    def _stretched(self, value: float) -> float:
        return math.log(value + self.offset) if self.shape == "log" else value

    def _width(self) -> float:
        return self._stretched(self.worst) - self._stretched(self.best)


@dataclass(frozen=True, slots=True)
class MeasurementError:
    """One standard error of the instrument; see ``Transform.points`` for its unit."""

    id: str
    standard_error: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Wavering:
    """How unsure the noise of a measured sign is beforehand.  model.md eq. 23"""

    id: str
    noise_log_sd: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class MeasuredSigns:
    """All of measured_signs.toml; transforms and errors by sign."""

    transforms: Mapping[str, Transform]
    errors: Mapping[str, MeasurementError]
    wavering: Wavering

    def error_points(self, sign: str) -> float:
        """One standard error of a sign's instrument, points of harm.  model.md eq. 23"""
        return self.transforms[sign].points(self.errors[sign].standard_error)


def read_measured(text: str | None = None) -> MeasuredSigns:
    """Read measured_signs.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("measured_signs.toml", text)
    transforms = {
        key: _transform(reader, key, entry, f"transforms.{key}")
        for key, entry in reader.table("transforms").items()
    }
    reader.exactly("errors", transforms)
    reader.exactly("wavering", ("all",))
    errors = reader.records(MeasurementError, "errors")
    wavering = reader.records(Wavering, "wavering")
    reader.done()
    return MeasuredSigns(transforms, errors, wavering["all"])


def _transform(reader: Reader, key: str, entry: Mapping[str, object], place: str) -> Transform:
    reader.known_keys(entry, place, ("shape", *_ENDS))
    shape = reader.choice(entry, "shape", place, ("linear", "log"))
    best, worst, offset = (reader.number(entry, name, place) for name in _ENDS)
    if best == worst:
        reader.fault(place, "best and worst must differ")
    if shape == "log" and min(best, worst) + offset <= 0.0:
        reader.fault(place, "best + offset and worst + offset must lie above 0 for a log")
    if shape == "linear" and offset != 0.0:
        reader.fault(place, "an offset belongs to a log")
    return Transform(key, shape, best, worst, offset, reader.provenance(entry, place))


@cache
def measured() -> MeasuredSigns:
    """The measured signs of this release."""
    return read_measured()
