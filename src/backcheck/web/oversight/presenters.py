"""What the page of the trail shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.http import urlencode

from backcheck.web.audit.keys import KeyTrouble
from backcheck.web.audit.part import first_broken
from backcheck.web.audit.queries import end
from backcheck.web.clinics.member import Member
from backcheck.web.patients.known import Known

from .asked import Asked
from .forms import AskedForm
from .looked import looks
from .reading import about, part, roles_of
from .told import tell


def trail_page(who: Member, form: AskedForm) -> Mapping[str, object]:
    """The part that was asked for, and whether it is whole; of a wrong question the form alone."""
    page: dict[str, object] = {"form": form, "is_asked": bool(form.data)}
    if not form.is_valid():
        return page
    events, before = part(who, form.asked)
    number, head = end()
    return {
        **page,
        **_checked(events),
        "events": [tell(event) for event in events],
        "number": number,
        "head": head,
        "now": timezone.localtime(),
        "zone": timezone.get_current_timezone_name(),
        "earlier": _address(form.asked, before) if before else "",
        "latest": _address(form.asked) if form.asked.before else "",
        "file": urlencode(form.asked.address),
    }


def _address(asked: Asked, before: int | None = None) -> str:
    return "?" + urlencode({**asked.address, **({"before": before} if before else {})})


def _checked(events: Sequence[Any]) -> Mapping[str, object]:
    """Whether the events that are shown are as they were written; without the key nobody knows."""
    try:
        return {"broken": first_broken(events), "is_checked": True}
    except KeyTrouble:
        return {"broken": None, "is_checked": False}


def who_looked_page(who: Member, patient: Known) -> Mapping[str, object]:
    """Everything that happened to a patient's record, a day and a person a line."""
    found = looks(about(who, patient), roles_of(who.clinic))
    now, zone = timezone.localtime(), timezone.get_current_timezone_name()
    return {"patient": patient, "looks": found, "now": now, "zone": zone}
