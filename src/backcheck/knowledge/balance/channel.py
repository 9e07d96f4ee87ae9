"""The channels: limb, polarity, six-stage name, and place on the clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.reading import Reader, Table

FILE = "balance_channels.toml"
_KEYS = ("polarity", "limb", "stage", "from_hour", "partner")


class Polarity(StrEnum):
    """Yin or yang."""

    YIN = "yin"
    YANG = "yang"


class Limb(StrEnum):
    """Where a channel can be needled away from the trunk."""

    ARM = "arm"
    LEG = "leg"
    MIDLINE = "midline"


class Stage(StrEnum):
    """The six-stage names, in their order round a limb: yang from the front, yin from the front."""

    YANGMING = "yangming"
    SHAOYANG = "shaoyang"
    TAIYANG = "taiyang"
    TAIYIN = "taiyin"
    JUEYIN = "jueyin"
    SHAOYIN = "shaoyin"


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. Those of the midline have no stage, no hour and no partner.

    Attributes:
        from_hour: of the day, where its two hours of the clock begin.
        partner: the channel of its organ pair.
    """

    code: str
    polarity: Polarity
    limb: Limb
    stage: Stage | None
    from_hour: int | None
    partner: str | None
    provenance: Provenance

    @property
    def place_on_clock(self) -> int | None:
        """0 for the channel of 3 to 5 o'clock, up to 11."""
        return None if self.from_hour is None else (self.from_hour - 3) % 24 // 2


def read_channels(text: str | None = None) -> Mapping[str, Channel]:
    """Read balance_channels.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(FILE, text)
    found = {
        code: _channel(reader, code, entry) for code, entry in reader.table("channels").items()
    }
    for code, each in found.items():
        if each.partner is not None and (
            each.partner not in found or found[each.partner].partner != code
        ):
            reader.fault(f"channels.{code}", "partner must be the channel whose partner this is")
    reader.done()
    return found


def _channel(reader: Reader, code: str, entry: Table) -> Channel:
    place = f"channels.{code}"
    reader.known_keys(entry, place, _KEYS)
    limb = Limb(reader.choice(entry, "limb", place, [each.value for each in Limb]))
    stage = from_hour = partner = None
    if limb is not Limb.MIDLINE:
        stage = Stage(reader.choice(entry, "stage", place, [each.value for each in Stage]))
        from_hour = round(reader.number(entry, "from_hour", place, 0.0, 23.0))
        partner = reader.text(entry, "partner", place)
    polarity = reader.choice(entry, "polarity", place, [each.value for each in Polarity])
    return Channel(
        code=code,
        polarity=Polarity(polarity),
        limb=limb,
        stage=stage,
        from_hour=from_hour,
        partner=partner,
        provenance=reader.provenance(entry, place),
    )


@cache
def channels() -> Mapping[str, Channel]:
    """The fourteen channels of this release, in the order of the clock, by code."""
    return read_channels()


def are_neighbours(one: str, other: str) -> bool:
    """Whether two channels lie side by side on one limb, so that there is a gap between them."""
    first, second = channels()[one], channels()[other]
    if first.stage is None or second.stage is None or first.limb is not second.limb:
        return False
    order = list(Stage)
    same_face = first.polarity is second.polarity
    return same_face and abs(order.index(first.stage) - order.index(second.stage)) == 1
