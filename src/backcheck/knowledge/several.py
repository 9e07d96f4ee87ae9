"""What is believed of several signs of one course, as read from several_signs.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .provenance import Provenance
from .reading import Reader


@dataclass(frozen=True, slots=True)
class EnoughOfAnother:
    """Rated days needed on each side of the first visit before another sign is told."""

    id: str
    days_before: float
    days_after: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SharedErrors:
    """The correlation of the errors of two signs' effects.  model.md eq. 25-26"""

    id: str
    usual_correlation: float
    weight_weeks: float
    least_correlation: float
    most_correlation: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Discord:
    """When a sign is said not to go along with the primary one.  model.md eq. 27"""

    id: str
    points: float
    prob: float
    unchanged_below_prob: float
    room_points: float  # of harm at the start, below which nothing could have changed
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class OwnPart:
    """A sign's own part of the prior variance of its effect, with its weight.  model.md eq. 25"""

    id: str
    fraction: float
    weight_fraction: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SeveralSigns:
    """All of several_signs.toml."""

    enough: EnoughOfAnother
    errors: SharedErrors
    discord: Discord
    own: tuple[OwnPart, ...]


def read_several(text: str | None = None) -> SeveralSigns:
    """Read several_signs.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("several_signs.toml", text)
    reader.exactly("several", ("enough", "errors", "discord"))
    entries = reader.table("several")
    found = SeveralSigns(
        enough=reader.record(
            EnoughOfAnother, "enough", entries.get("enough", {}), "several.enough"
        ),
        errors=reader.record(SharedErrors, "errors", entries.get("errors", {}), "several.errors"),
        discord=reader.record(Discord, "discord", entries.get("discord", {}), "several.discord"),
        own=tuple(reader.records(OwnPart, "own").values()),
    )
    _check(reader, found)
    reader.done()
    return found


def _check(reader: Reader, found: SeveralSigns) -> None:
    errors = found.errors
    if not errors.least_correlation <= errors.usual_correlation <= errors.most_correlation < 1.0:
        reader.fault("several.errors", "least, usual and most must rise, and most lie below 1")
    if abs(sum(part.weight_fraction for part in found.own) - 1.0) > 1e-9:
        reader.fault("own", "the weights must sum to 1")
    if any(part.fraction >= 1.0 for part in found.own):
        reader.fault("own", "a fraction must lie below 1: something is shared")


@cache
def several() -> SeveralSigns:
    """What this release believes."""
    return read_several()
