"""The rules that generate the tables of the systems: each finds a channel's balancing channel.

A table is data (a lineage's file) and is what the product uses; these derive it, for the check.
"""

from __future__ import annotations

from enum import StrEnum

from .channel import Channel, Limb, Stage, channels

_OPPOSITE_STAGE = {
    Stage.TAIYANG: Stage.TAIYIN,
    Stage.SHAOYANG: Stage.SHAOYIN,
    Stage.YANGMING: Stage.JUEYIN,
}
_OPPOSITE_STAGE |= {yin: yang for yang, yin in _OPPOSITE_STAGE.items()}
_OTHER_LIMB = {Limb.ARM: Limb.LEG, Limb.LEG: Limb.ARM}
CLOCK = 12


class BalanceRule(StrEnum):
    """How a system finds the channel that balances another; ``TAUGHT`` has its table alone."""

    SAME_STAGE = "same_stage"
    OPPOSITE_STAGE = "opposite_stage"
    ORGAN_PAIR = "organ_pair"
    CLOCK_OPPOSITE = "clock_opposite"
    CLOCK_NEIGHBOUR = "clock_neighbour"
    SAME_CHANNEL = "same_channel"
    FRONT_BACK = "front_back"
    STAND_IN = "stand_in"
    TAUGHT = "taught"


def derived(rule: BalanceRule, sick: str) -> str | None:
    """The channel that a rule gives for a sick one; None where the rule says nothing."""
    channel = channels()[sick]
    if rule is BalanceRule.SAME_CHANNEL:
        return sick
    if channel.stage is None:
        return None
    match rule:
        case BalanceRule.SAME_STAGE:
            return _named(channel.stage, _OTHER_LIMB[channel.limb])
        case BalanceRule.OPPOSITE_STAGE:
            return _named(_OPPOSITE_STAGE[channel.stage], _OTHER_LIMB[channel.limb])
        case BalanceRule.ORGAN_PAIR:
            return channel.partner
        case BalanceRule.CLOCK_OPPOSITE:
            return _on_clock(channel, CLOCK // 2)
        case BalanceRule.CLOCK_NEIGHBOUR:
            beside = {_on_clock(channel, 1), _on_clock(channel, -1)}
            (other,) = beside - {channel.partner}
            return other
    return None


def clock_steps(one: str, other: str) -> int:
    """How many places two channels are apart on the clock, the shorter way round: 0 to 6.

    Raises:
        ValueError: one of them is a channel of the midline, which has no place on it.
    """
    first, second = channels()[one].place_on_clock, channels()[other].place_on_clock
    if first is None or second is None:
        raise ValueError(f"{one} or {other} has no place on the clock")
    apart = abs(first - second)
    return min(apart, CLOCK - apart)


def _named(stage: Stage, limb: Limb) -> str:
    (found,) = (e.code for e in channels().values() if e.stage is stage and e.limb is limb)
    return found


def _on_clock(channel: Channel, steps: int) -> str:
    assert channel.place_on_clock is not None
    wanted = (channel.place_on_clock + steps) % CLOCK
    (found,) = (e.code for e in channels().values() if e.place_on_clock == wanted)
    return found
