"""How often harm was seen in studies, each figure with its denominator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .provenance import Provenance
from .reading import Reader, Table
from .sentence import Parameter, Sentence

_KEYS = ("rate", "of", "per", "low", "high")


class Per(StrEnum):
    """What was counted: a person has many treatments."""

    PATIENTS = "patients"
    TREATMENTS = "treatments"


@dataclass(frozen=True, slots=True)
class HarmFigure:
    """``rate`` in ``of`` patients or treatments; ``between`` is low to high, where it is known."""

    id: str
    rate: float
    of: float
    per: Per
    between: tuple[float, float] | None
    provenance: Provenance

    @property
    def prob(self) -> float:
        """The rate as a probability, per patient or per treatment."""
        return self.rate / self.of

    @property
    def said(self) -> Sentence:
        """The figure with its denominator; what it is of stands in the catalogue as harm.<id>."""
        given: dict[str, Parameter] = {"rate": self.rate, "of": self.of}
        if self.between is None:
            return Sentence(f"harm.of_{self.per}", given)
        low, high = self.between
        return Sentence(f"harm.of_{self.per}_between", {**given, "low": low, "high": high})


def read_adverse_events(text: str | None = None) -> Mapping[str, HarmFigure]:
    """Read adverse_events.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("adverse_events.toml", text)
    figures = {
        key: _figure(reader, key, entry, f"figures.{key}")
        for key, entry in reader.table("figures").items()
    }
    reader.done()
    return figures


def _figure(reader: Reader, key: str, entry: Table, place: str) -> HarmFigure:
    reader.known_keys(entry, place, _KEYS)
    of = reader.number(entry, "of", place, low=100, high=1e6)
    rate = reader.number(entry, "rate", place, low=0, high=of)
    return HarmFigure(
        id=key,
        rate=rate,
        of=of,
        per=Per(reader.choice(entry, "per", place, [each.value for each in Per])),
        between=_between(reader, entry, place, rate),
        provenance=reader.provenance(entry, place),
    )


def _between(reader: Reader, entry: Table, place: str, rate: float) -> tuple[float, float] | None:
    if "low" not in entry and "high" not in entry:
        return None
    low, high = (reader.number(entry, end, place, low=0) for end in ("low", "high"))
    if not low <= rate <= high:
        reader.fault(place, "low, rate and high must rise")
    return low, high


@cache
def adverse_events() -> Mapping[str, HarmFigure]:
    """The figures of this release, by id."""
    return read_adverse_events()


def told_to_patients() -> tuple[HarmFigure, ...]:
    """The figures that a patient may read as fact: not those that are only remembered."""
    return tuple(
        figure
        for figure in adverse_events().values()
        if figure.provenance.certainty.may_be_told_as_fact
    )
