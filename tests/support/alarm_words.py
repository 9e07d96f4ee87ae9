"""The sentences of the alarm whose id ends in the name of something."""

from __future__ import annotations

from backcheck.knowledge.alarm import DialState
from backcheck.knowledge.dials import WarningSigns, dials


def said_of_the_alarm() -> set[str]:
    """All of them, for the dials of this release."""
    held = dials()
    asked = [each for each in WarningSigns if each is not WarningSigns.NONE_REPORTED]
    return {
        "alarm.unanswered",
        "alarm.none_high",
        *(f"alarm.dial.{key}" for key in held.all),
        *(f"alarm.state.{state}" for state in DialState),
        *(f"alarm.high.{each.says}" for each in held.high.values()),
        *(f"alarm.known.{key}" for key in held.known),
        *(f"alarm.limit.{key}" for key in held.limits),
        *(f"alarm.warning.{each}" for each in asked),
    }
