"""Instruments: what is asked and measured, on which scale, and under which licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .instrument_figures import Code, Example, ImportantChange, Kinds, Precision, Published, Rule
from .measured import Transform
from .provenance import Provenance
from .signs import signs

TOTAL = "total"  # the one answer where only a score is entered
LEVEL = "level"  # the unit of an answer that is itself a change
YES_NO = "yes_no"  # the unit of a yes (1) or a no (0)


class Kind(StrEnum):
    """What an instrument is about."""

    PAIN = "pain"
    FUNCTION = "function"
    OVERALL = "overall"
    STIFFNESS = "stiffness"
    SLEEP = "sleep"
    FEAR = "fear"
    MOOD = "mood"
    MOVEMENT = "movement"
    RELIEF = "relief"
    SPREAD = "spread"
    RISK = "risk"
    WITHIN_VISIT = "within_visit"


class Scoring(StrEnum):
    """How answers become a score."""

    SINGLE = "single"  # the one answer
    MEAN = "mean"  # of the answers that were given
    ENTRY = "entry"  # the score itself is entered, from a form that isn't ours


class LicenceKind(StrEnum):
    """What may be held of an instrument's text."""

    OWN = "own"
    FREE = "free"
    PUBLIC_DOMAIN = "public_domain"
    PUBLISHED_FORM = "published_form"  # free, but only word for word as published
    PERMISSION = "permission"  # the owner's, or nobody knows whose

    @property
    def may_hold_items(self) -> bool:
        """Whether questions may stand in the product, in our own words."""
        return self in (LicenceKind.OWN, LicenceKind.FREE, LicenceKind.PUBLIC_DOMAIN)


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of an instrument's text; ``id`` is the instrument's."""

    id: str
    kind: LicenceKind
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument. ``low`` and ``high`` are the ends of a score, in ``unit``.

    ``items`` are what is asked; ``own_items`` is how many things of the patient's own may be rated
    instead. A score needs ``needed_items`` answers. An answer of 0 is an answer.
    """

    id: str
    kind: Kind
    scoring: Scoring
    unit: str
    low: float
    high: float
    higher_is_better: bool
    recall: str
    whole: bool
    items: tuple[str, ...]
    own_items: int
    needed_items: int
    limits: tuple[str, ...]
    licence: Licence
    provenance: Provenance

    @property
    def answer_names(self) -> tuple[str, ...]:
        """What an answer may be called; nothing where the patient names it."""
        return (TOTAL,) if self.scoring is Scoring.ENTRY else self.items

    @property
    def is_change(self) -> bool:
        """Whether its answer is itself a change, so that there is nothing to compare it with."""
        return self.unit == LEVEL

    @property
    def is_compared(self) -> bool:
        """Whether two scores may be subtracted.

        Not those of a rated sign: two days of a diary are not compared, the verdict weighs all.
        """
        is_rated_sign = self.id in signs() and self.transform is None
        return self.unit not in (LEVEL, YES_NO) and not is_rated_sign

    @property
    def transform(self) -> Transform | None:
        """How a measured sign becomes harm; None for anything else."""
        sign = signs().get(self.id)
        return None if sign is None else sign.transform


@dataclass(frozen=True, slots=True)
class Instruments:
    """All of instruments.toml; figures, codes and examples by instrument."""

    all: Mapping[str, Instrument]
    importance: Mapping[str, ImportantChange]
    precision: Mapping[str, Precision]
    published: Mapping[str, Published]
    codes: Mapping[str, Code]
    examples: Mapping[str, tuple[Example, ...]]
    rules: Mapping[str, Rule]
    kinds: Kinds

    def beside(self, instrument: str) -> Iterator[Published]:
        """What else was published on an instrument."""
        return (each for each in self.published.values() if each.instrument == instrument)
