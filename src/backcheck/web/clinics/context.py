"""What every page of a clinic knows: who reads it, and where they may go."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from .access import member_of
from .member import Member
from .models import Account
from .queries import clinic_named
from .roles import Act

# Where the top of a page leads: the address, the word for it, and what one must be allowed.
NAV = (
    ("patients:patients", "page.nav.patients", Act.FIND_PATIENTS),
    ("letters:due", "page.nav.due", Act.READ_CLINICAL),
    ("people", "page.nav.people", Act.MANAGE_PEOPLE),
    ("balance:points", "page.nav.points", Act.READ_CLINICAL),
    ("exchange:course-file", "page.nav.check", Act.CHECK_FILES),
    ("oversight:trail", "page.nav.trail", Act.READ_TRAIL),
)
OPEN = (("guide:evidence", "page.nav.guide"), ("learn:how-often-wrong", "page.nav.wrong"))
BEFORE = ("before:start", "page.nav.before")  # for who has no account


def places(who: Member) -> list[tuple[str, str]]:
    """Where somebody may go, the place to begin with first."""
    return [(address, word) for address, word, act in NAV if who.may(act)]


def member(request: HttpRequest) -> Mapping[str, object]:
    """For the templates. A request that was refused early has nobody yet."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {"who": None, "nav": [BEFORE, *OPEN]}
    who = member_of(account)
    return {"who": who, "nav": [*places(who), *OPEN], "clinic_name": clinic_named(who.clinic)}
