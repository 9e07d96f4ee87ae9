"""What kinds are called, in the reader's language."""

from __future__ import annotations

from backcheck.knowledge.screening.level import Level
from backcheck.web.kit.words import later

from .kinds import Came, GoesOn, LetterState

LEVEL_NAMES = {
    Level.EMERGENCY.name: later("page.screening.level_EMERGENCY"),
    Level.SAME_DAY.name: later("page.screening.level_SAME_DAY"),
    Level.DOCTOR_FIRST.name: later("page.screening.level_DOCTOR_FIRST"),
    Level.NOTE.name: later("page.letters.level_note"),
}
NUMBER_NAMES = {
    "left_out": later("page.letters.number_left_out"),
    "stands": later("page.letters.number_stands"),
}
STATE_NAMES = {
    LetterState.ANSWERED: later("page.letters.state_answered"),
    LetterState.CLOSED: later("page.letters.state_closed"),
}
CAME_NAMES = {
    Came.WRITING.value: later("page.letters.came_writing"),
    Came.PHONE.value: later("page.letters.came_phone"),
    Came.PATIENT.value: later("page.letters.came_patient"),
    Came.NONE.value: later("page.letters.came_none"),
}
GOES_ON_NAMES = {
    GoesOn.YES.value: later("page.letters.goes_on_yes"),
    GoesOn.LIMITS.value: later("page.letters.goes_on_limits"),
    GoesOn.NO.value: later("page.letters.goes_on_no"),
    GoesOn.NOT_SAID.value: later("page.letters.goes_on_not_said"),
}
