"""What every page of a clinic knows: who reads it, and where they may go."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from .access import member_of
from .models import Account
from .queries import clinic_named
from .roles import Act

# Where the top of a page leads: the address, the word for it, and what one must be allowed.
NAV = (
    ("patients:patients", "page.nav.patients", Act.FIND_PATIENTS),
    ("people", "page.nav.people", Act.MANAGE_PEOPLE),
    ("exchange:course-file", "page.nav.check", Act.CHECK_FILES),
)
OPEN = ("learn:how-often-wrong", "page.nav.wrong")


def member(request: HttpRequest) -> Mapping[str, object]:
    """For the templates. A request that was refused early has nobody yet."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {"who": None, "nav": [OPEN]}
    who = member_of(account)
    nav = [(address, word) for address, word, act in NAV if who.may(act)]
    return {"who": who, "nav": [*nav, OPEN], "clinic_name": clinic_named(who.clinic)}
