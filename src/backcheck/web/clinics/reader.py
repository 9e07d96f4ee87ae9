"""Whose page it is, where anybody may read it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from .access import member_of
from .queries import clinics


def clinic_of(request: HttpRequest) -> UUID | None:
    """The clinic of whoever is signed in, else the only one of the installation; None in the demo,
    and for a stranger where there are several."""
    if settings.CLINIC_FOLDER:
        return None
    if request.user.is_authenticated:
        return member_of(request.user).clinic
    found = clinics()
    return found[0][0] if len(found) == 1 else None
