"""What is planned for somebody, and what is known of them: the two sides of a caution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache


class Technique(StrEnum):
    """What is done to the body. One may be a kind of another: see ``all_of``."""

    ACUPUNCTURE = "acupuncture"
    PRESS_NEEDLES = "press_needles"
    ELECTRO = "electro"
    CUPPING = "cupping"
    STRONG_CUPPING = "strong_cupping"  # strong, or moved over the skin
    FIRE_CUPPING = "fire_cupping"
    WET_CUPPING = "wet_cupping"
    HEAT = "heat"


KIND_OF = {
    Technique.PRESS_NEEDLES: Technique.ACUPUNCTURE,
    Technique.ELECTRO: Technique.ACUPUNCTURE,
    Technique.STRONG_CUPPING: Technique.CUPPING,
    Technique.FIRE_CUPPING: Technique.CUPPING,
    Technique.WET_CUPPING: Technique.CUPPING,
}


@cache
def _with_kinds(techniques: frozenset[Technique]) -> frozenset[Technique]:
    """The same few sets, asked for once by every rule of caution."""
    return techniques | {KIND_OF[each] for each in techniques if each in KIND_OF}


class Region(StrEnum):
    """A part of the body, as coarse as the cautions need it."""

    HEAD_NECK = "head_neck"
    SHOULDER = "shoulder"
    CHEST = "chest"
    UPPER_BACK = "upper_back"
    THORACOLUMBAR = "thoracolumbar"
    LUMBOSACRAL = "lumbosacral"
    UPPER_ABDOMEN = "upper_abdomen"
    LOWER_ABDOMEN = "lower_abdomen"
    BUTTOCK = "buttock"
    ARM = "arm"
    LEG = "leg"


class Answer(StrEnum):
    """What somebody said of a condition. Not asked is no answer, and never a no."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of a person.

    Attributes:
        answers: by condition; a condition that is not there was not asked about.
        places: where a condition is; one that is not there may be anywhere.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    places: Mapping[str, frozenset[Region]] = field(default_factory=dict)

    def may_have(self, condition: str) -> bool:
        """Yes, or not sure: an unsure answer is taken for a yes until somebody made sure."""
        return self.answers.get(condition) in (Answer.YES, Answer.UNSURE)


@dataclass(frozen=True, slots=True)
class PlannedTreatment:
    """What is planned. Points by code ("BL23"). Give the regions of the points, too: a region
    that isn't given may be any, and every caution about a region then holds."""

    techniques: frozenset[Technique]
    points: frozenset[str] = frozenset()
    regions: frozenset[Region] = frozenset()

    @property
    def all_techniques(self) -> frozenset[Technique]:
        """With what each is a kind of: electroacupuncture is acupuncture too."""
        return _with_kinds(self.techniques)

    @property
    def is_anywhere(self) -> bool:
        """Neither points nor regions are chosen yet."""
        return not self.points and not self.regions
