"""From painful places to sick channels, each with why: the words, and the row of the lineage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.sentence import Parameter, Sentence
from backcheck.knowledge.telling import Statement

from .body import TRUNK, belongs_to, part_of
from .channel import Limb, channels
from .lineage import Distance, Line, Lineage, RegionRow, Row
from .pain import Pain, Side
from .place import Place
from .saying import channels_said, level_said, line_said


@dataclass(frozen=True, slots=True)
class SickChannel:
    """A pain with the rows that found its channel, and why in words."""

    pain: Pain
    rows: tuple[Row, ...]
    why: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Sick:
    """The sick channels of some places, and what has to be asked before more can be said."""

    channels: tuple[SickChannel, ...]
    asks: tuple[Sentence, ...]

    @property
    def pains(self) -> tuple[Pain, ...]:
        """Where it hurts, each once."""
        return tuple(each.pain for each in self.channels)


def sick(places: Iterable[Place], lineage: Lineage) -> Sick:
    """Which channels hurt, only by where it hurts: no pattern of the organs is needed.

    Args:
        places: from words (``place.heard``) or painted; one that runs on from the place before it
            and has no line of its own stays on the channels of that place.
        lineage: whose regions.

    Returns:
        For each place its channels; where its side or line isn't known, that is asked instead.
    """
    found: dict[Pain, SickChannel] = {}
    asks: list[Sentence] = []
    before: tuple[str, ...] = ()
    for place in places:
        here = _running_on(place, before, lineage) or _by_region(place, lineage)
        if not here:
            asks.append(_ask(place, lineage))
        for codes, rows, why in here:
            side = _side(place, codes)
            if side is None:
                asks.append(Sentence("balance.ask.side", {"level": level_said(place.level)}))
                continue
            pain = Pain(codes, side, place.level)
            found[pain] = _joined(found.get(pain), SickChannel(pain, rows, why))
        before = tuple(code for codes, *_ in here for code in codes) or before
    return Sick(tuple(found.values()), tuple(_each_once(asks)))


_Found = tuple[tuple[str, ...], tuple[Row, ...], tuple[Statement, ...]]


def _joined(first: SickChannel | None, more: SickChannel) -> SickChannel:
    """Two reasons for one pain are told as one."""
    if first is None:
        return more
    return SickChannel(more.pain, (*first.rows, *more.rows), (*first.why, *more.why))


def _each_once(asks: list[Sentence]) -> list[Sentence]:
    return [ask for at, ask in enumerate(asks) if ask not in asks[:at]]


def _ask(place: Place, lineage: Lineage) -> Sentence:
    """Which line it is, or that this lineage's map doesn't reach there."""
    is_mapped = any(belongs_to(place.level) in row.of for row in lineage.regions)
    told = {"level": level_said(place.level)}
    if not is_mapped:
        return Sentence("balance.ask.elsewhere", told)
    return Sentence("balance.ask.line", told)


def _side(place: Place, codes: tuple[str, ...]) -> Side | None:
    """A channel of the midline has no side; any other one has that of the place."""
    if channels()[codes[0]].limb is Limb.MIDLINE:
        return Side.MIDDLE
    return Side.BOTH if place.side is Side.MIDDLE else place.side


def _running_on(place: Place, before: tuple[str, ...], lineage: Lineage) -> list[_Found]:
    """The channels of the place before that also run over this one, where no line was said."""
    if not place.runs_on or place.lines or place.lateral_cun is not None:
        return []
    rows = (lineage.continuing,)
    return [
        ((code,), rows, (_continues(place, code, lineage),))
        for code in before
        if _runs_over(code, place.level)
    ]


def _runs_over(code: str, level: str) -> bool:
    limb, place = channels()[code].limb, part_of(level)
    if limb is Limb.MIDLINE:
        return belongs_to(level) in ("low_back", "belly")
    return level in TRUNK if place is None else place[0] is limb


def _continues(place: Place, code: str, lineage: Lineage) -> Statement:
    told: dict[str, Parameter] = {
        "words": place.words,
        "level": level_said(place.level),
        "channel": channels_said((code,)),
    }
    return Statement(Sentence("balance.why.continues", told), lineage.continuing.provenance)


def _by_region(place: Place, lineage: Lineage) -> list[_Found]:
    found: list[_Found] = []
    measured = _measured(place, lineage)
    for line in _lines(place, measured):
        for row in lineage.regions:
            if row.line is not line or belongs_to(place.level) not in row.of:
                continue
            is_gap = line is Line.BETWEEN
            for codes in (row.channels,) if is_gap else [(code,) for code in row.channels]:
                rows: tuple[Row, ...] = (row,)
                why = [_why(place, row, codes)]
                if measured is not None and measured.line is line:
                    rows = (row, measured)
                    why += _converted(place, measured)
                found.append((codes, rows, tuple(why)))
    return found


def _measured(place: Place, lineage: Lineage) -> Distance | None:
    """The line that lies so far from the spine; None where nobody measured."""
    if place.lateral_cun is None or belongs_to(place.level) != "low_back":
        return None
    for each in lineage.distances:
        if each.from_cun <= place.lateral_cun < each.to_cun:
            return each
    return None


def _lines(place: Place, measured: Distance | None) -> tuple[Line, ...]:
    lines = [*place.lines]
    if measured is not None:
        lines.append(measured.line)
    return tuple(dict.fromkeys(lines)) or (Line.NOT_SAID,)


def _why(place: Place, row: RegionRow, codes: tuple[str, ...]) -> Statement:
    told: dict[str, Parameter] = {
        "words": place.words or place.level,
        "line": line_said(row.line),
        "channel": channels_said(codes),
    }
    kind = "commonest" if row.line is Line.NOT_SAID else "line"
    return Statement(Sentence(f"balance.why.{kind}", told), row.provenance)


def _converted(place: Place, measured: Distance) -> list[Statement]:
    assert place.lateral_cun is not None
    said = []
    if place.unit is not None and place.unit.provenance.certainty is not Certainty.VERIFIED:
        told = Sentence("balance.why.converted", {"cun": place.lateral_cun})
        said.append(Statement(told, place.unit.provenance))
    bounds = {"from_cun": measured.from_cun, "to_cun": measured.to_cun}
    taken = Sentence("balance.why.distance", {**bounds, "line": line_said(measured.line)})
    return [*said, Statement(taken, measured.provenance)]
