"""What other apps keep of a patient: part of the page, and of the export.

An app above this one says so when it starts (``apps.py``, ``ready``). That its rows end with the
record needs no word: every ``OfPatient`` does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from .known import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What an app keeps of a patient.

    Attributes:
        act: who may see it, on the page and in the export.
        template: the part of the patient's page, which gets ``part`` from ``shown``.
        shown: what the part of the page shows.
        given: the keys it adds to ``patient.json``, each with what stands there.
    """

    act: Act
    template: str
    shown: Callable[[Member, Known], Mapping[str, Any]]
    given: Callable[[Known], Mapping[str, Any]]


_ALL: list[Beside] = []


def keep_beside(what: Beside) -> None:
    """Say once, at the start, what an app keeps of patients."""
    if what not in _ALL:
        _ALL.append(what)


def seen_by(who: Member) -> Sequence[Beside]:
    """What of it somebody may see."""
    return [each for each in _ALL if who.may(each.act)]
