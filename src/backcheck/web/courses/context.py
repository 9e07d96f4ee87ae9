"""What every page knows: whose courses these are, so that it can say that they are simulated."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from .clinic import Clinic, clinic_in


def open_clinic() -> Clinic | None:
    """The clinic that is served; None when only files are checked."""
    return None if settings.CLINIC_FOLDER is None else clinic_in(settings.CLINIC_FOLDER)


def clinic(_request: HttpRequest) -> dict[str, Clinic | None]:
    """For the templates."""
    return {"clinic": open_clinic()}
