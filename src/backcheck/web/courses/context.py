"""What every page knows: whose courses these are, so that it can say that they are simulated."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpRequest

from .clinic import Clinic, NoClinic, clinic_in

NAV = (
    ("courses:courses", "page.nav.courses"),
    ("before:start", "page.nav.before"),
    ("balance:points", "page.nav.points"),
    ("exchange:course-file", "page.nav.check"),
    ("guide:evidence", "page.nav.guide"),
    ("learn:how-often-wrong", "page.nav.wrong"),
)
_LOG = logging.getLogger("backcheck.web.courses")


def open_clinic() -> Clinic | None:
    """The clinic that is served; None when only files are checked, or when it can't be read.

    The page then says that no clinic is open, and the log why.
    """
    if settings.CLINIC_FOLDER is None:
        return None
    try:
        return clinic_in(settings.CLINIC_FOLDER)
    except NoClinic as error:
        _LOG.error("%s", error)
        return None


def clinic(_request: HttpRequest) -> dict[str, object]:
    """For the templates."""
    return {"clinic": open_clinic(), "nav": NAV}
