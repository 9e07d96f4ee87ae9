"""A day in the words of the page's language."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format


def day_told(moment: date | datetime | None) -> str:
    """As in "3 May 2026", of a moment its day where the clinic is; nothing of nothing."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "j F Y") if moment else ""
