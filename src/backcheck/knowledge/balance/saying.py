"""Names of channels, levels, lines and zones as sentences: each is told to the reader in words."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.sentence import Parameter, Sentence

from .body import ARM, LEG, VERTEBRAE, Part, Stretch
from .lineage import Line

_JOINT_BELOW = {
    names[segment]: names[joint]
    for names in (ARM, LEG)
    for joint, segment in (
        (Part.DISTAL_JOINT, Part.DISTAL_SEGMENT),
        (Part.MIDDLE_JOINT, Part.PROXIMAL_SEGMENT),
    )
}


def channel_said(code: str) -> Sentence:
    """A channel by its name; the practitioner also reads its code."""
    return Sentence(f"balance.channel.{code}", {"code": code})


def channels_said(codes: Iterable[str]) -> Sentence:
    """One channel, or the gap between two."""
    first, *more = codes
    if not more:
        return channel_said(first)
    return Sentence(
        "balance.channel.gap", {"one": channel_said(first), "other": channel_said(more[0])}
    )


def level_said(level: str) -> Sentence:
    """Where along the body."""
    if level in VERTEBRAE:
        return Sentence("balance.level.vertebra", {"vertebra": level})
    return Sentence(f"balance.level.{level}")


def line_said(line: Line) -> Sentence:
    """How far round the body."""
    return Sentence(f"balance.line.{line.value}")


def stretch_said(stretch: Stretch) -> Sentence:
    """A part of a limb, with its cun where it has any."""
    part = level_said(stretch.segment)
    if stretch.from_cun is None or stretch.to_cun is None:
        return part
    given: dict[str, Parameter] = {"part": part}
    if stretch.from_cun < 0.0:
        return Sentence("balance.zone.round", {**given, "cun": stretch.to_cun})
    given["joint"] = level_said(_JOINT_BELOW[stretch.segment])
    return Sentence(
        "balance.zone.cun", {**given, "from_cun": stretch.from_cun, "to_cun": stretch.to_cun}
    )
