"""The tables of a lineage, for its page: systems, projections, regions, and every option."""

from __future__ import annotations

from collections import defaultdict

from backcheck.knowledge.balance.body import LEVELS, Stretch
from backcheck.knowledge.balance.channel import Limb, channels
from backcheck.knowledge.balance.lineage import At, Lineage, Row
from backcheck.knowledge.balance.option import Option
from backcheck.knowledge.balance.pain import Side
from backcheck.knowledge.balance.reason import system_said
from backcheck.knowledge.balance.vocabulary import vocabulary
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.wording import Audience, render
from tools.markdown import table

_MARKS = {
    Certainty.VERIFIED: "",
    Certainty.SECONDARY: "ˢ",
    Certainty.DERIVED: "ᵈ",
    Certainty.JUDGEMENT: "ʲ",
    Certainty.FROM_MEMORY: "ᵐ",
}
_SHORT = {"mirror": "M", "reverse_mirror": "RM", "same_place": "same", "image": "I"}
_SHORT |= {"reverse_image": "RI", "head": "head"}


def marked(row: Row) -> str:
    """The mark of how a row is known."""
    return _MARKS[row.provenance.certainty]


def certainty_of(row: Row) -> str:
    """In words."""
    return row.provenance.certainty.value.replace("_", " ")


def systems(school: Lineage) -> str:
    """What balances what, by which rule and on which side, each row with its source."""
    every = school.taught(unverified=True)
    rules = [
        (
            _name(system.id) + marked(system),
            render(system_said(system, school), Audience.PRACTITIONER),
            system.side.value,
            f"`{system.provenance.source.id}`",
            "only when asked for" if system.unverified else "",
        )
        for system in every
    ]
    rows = [
        (
            code,
            *(
                f"{'/'.join(pair.by)}{marked(pair)} `{pair.provenance.source.id}`"
                if (pair := system.table.get(code)) is not None
                else ""
                for system in every
            ),
        )
        for code in channels()
    ]
    both = school.both_sides
    return (
        table(("system", "rule", "side", "source", ""), rules, numbers=False)
        + "\nThe side is seen from the pain; *either* is the more tender one. Pain on both sides, "
        f"or in the middle: both, or one channel a side{marked(both)} "
        f"(`{both.provenance.source.id}`).\n\n"
        + table(("sick", *(_name(system.id) for system in every)), rows, numbers=False)
    )


def projections(school: Lineage) -> str:
    """Where the needle goes for a place of pain, part by part of either limb."""
    rows = [
        (
            name.replace("_", " "),
            _name(pain),
            "; ".join(_at(at) for at in placing.at) + marked(placing),
            f"`{placing.provenance.source.id}`",
        )
        for name, projection in school.projections.items()
        for pain, placing in projection.placings.items()
    ]
    return (
        "Parts are named alike on arm and leg, from the far end: digits, end (hand or foot), "
        "distal joint (wrist or ankle), distal segment (forearm or lower leg), middle joint "
        "(elbow or knee), proximal segment, proximal joint (shoulder or hip). Shares of a "
        "segment count from its far joint."
        f" To both sides {school.beyond_cun:g} cun more are searched"
        f"{marked(school.search)}.\n\n"
        + table(("projection", "pain at", "needle at", "source"), rows, numbers=False)
    )


def regions(school: Lineage) -> str:
    """From a line on the body to channels, from a distance to a line, and how long units are."""
    found = [
        (
            ", ".join(row.of),
            _name(row.line.value),
            ("+" if row.line.value == "between" else " ").join(row.channels) + marked(row),
            f"`{row.provenance.source.id}`",
        )
        for row in school.regions
    ]
    far = [
        (_name(each.line.value) + marked(each), f"{each.from_cun:g} to {each.to_cun:g}")
        for each in school.distances
    ]
    units = [
        (
            unit.id,
            f"{unit.cun:g}",
            unit.provenance.certainty.value.replace("_", " "),
            unit.provenance.source.citation,
        )
        for unit in vocabulary().units.values()
    ]
    return (
        "Only by where it hurts. Pain that runs on, with no line said for it, stays on its channel"
        f"{marked(school.continuing)}.\n\n"
        + table(("where", "line", "channel", "source"), found, numbers=False)
        + "\nFrom the middle of the spine, in cun:\n\n"
        + table(("line", "cun"), far)
        + "\nA cun is a measure of the patient's own body:\n\n"
        + table(("unit", "cun", "certainty", "source"), units, numbers=False)
    )


def every_option(every: tuple[Option, ...], school: Lineage) -> str:
    """Pain on the right, for every channel, level and system; the left is the same, turned."""
    found: defaultdict[tuple[str, str, str], list[Option]] = defaultdict(list)
    for option in every:
        if option.pain.side in (Side.RIGHT, Side.MIDDLE):
            found[option.pain.sick, option.pain.level, option.system.id].append(option)
    parts = [
        "Each cell: the balancing channel, its side for pain on the right, and by mirror (M), "
        "reverse mirror (RM), image (I), reverse image (RI) or the same place where to press, in "
        "cun from the far joint. Pain on the left is the same with the sides "
        "changed; on both, both.\n"
    ]
    for code, channel in channels().items():
        ids = [
            system.id
            for system in school.taught(unverified=channel.limb is Limb.MIDLINE)
            if any(key[0] == code and key[2] == system.id for key in found)
        ]
        rows = [
            (_name(level), *(_cell(found[code, level, each]) for each in ids))
            for level in LEVELS
            if any((code, level, each) in found for each in ids)
        ]
        if rows:
            columns = ("pain at", *(_name(each) for each in ids))
            parts.append(f"\n### {code}\n\n{table(columns, rows, numbers=False)}")
        else:
            parts.append(f"\n### {code}\n\nNo row leads from it to a limb.\n")
    return "".join(parts)


def _cell(found: list[Option]) -> str:
    by: defaultdict[str, list[str]] = defaultdict(list)
    for option in found:
        way = _SHORT[option.projection.name]
        by[f"{option.channel} {option.side}"].append(
            f"{way} {_where(option.zone.where)}{_MARKS[option.certainty]}"
        )
    return "<br>".join(f"**{leads}** {'; '.join(ways)}" for leads, ways in by.items())


def _where(stretch: Stretch) -> str:
    part = _name(stretch.segment)
    if stretch.from_cun is None:
        return part
    if stretch.from_cun < 0.0:
        return f"{part} ±{stretch.to_cun:g}"
    return f"{part} {stretch.from_cun:g}–{stretch.to_cun:g}"


def _at(at: At) -> str:
    part = _name(at.part.value)
    return part if at.share is None else f"{part} {at.share[0]:g} to {at.share[1]:g}"


def _name(key: str) -> str:
    return key.removeprefix("systems.").replace("_", " ")
