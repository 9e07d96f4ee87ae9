"""What every page's top shows of letters: how many answers are due."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils import timezone

from backcheck.web.clinics.access import member_of
from backcheck.web.clinics.roles import Act

from .queries import due_count


def nav_counts(request: HttpRequest) -> Mapping[str, object]:
    """Counts beside addresses of the top, asked for when one is shown."""
    account = getattr(request, "user", None)

    def counts() -> Mapping[str, int]:
        if account is None or not account.is_authenticated:
            return {}
        who = member_of(account)
        if not who.may(Act.READ_CLINICAL):
            return {}
        return {"letters:due": due_count(who.clinic, timezone.localdate())}

    return {"nav_counts": counts}
