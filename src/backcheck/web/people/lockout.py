"""Guessing a password ends after a few tries, and nobody is locked out by others for ever.

* Five failures for one sign-in name from one address close that name for that address for a
  quarter of an hour from the fifth on; tries meanwhile don't make it longer.
* Thirty failures for one name from all addresses in a quarter of an hour close it to every address
  from which its owner did not sign in during the last ninety days. Theirs stay open, and so does a
  passkey, which can't be guessed.

A name that nobody has is treated alike. Names are kept as codes: people type passwords there.
"""

from __future__ import annotations

import hmac
import json
import unicodedata
from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from backcheck.web.audit.event import Verb
from backcheck.web.clinics.models import Account
from backcheck.web.sealing.in_use import keyring

from .queries import sign_ins_of

NAME_FAILURES = 30
KNOWN_FOR = timedelta(days=90)
_CODE_LETTERS = 40


def sign_in_name(typed: str) -> str:
    """A sign-in name as it is kept."""
    return unicodedata.normalize("NFKC", typed).strip().casefold()


def name_token(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str | None:
    """The code under which the failures of a sign-in name are counted."""
    typed = (credentials or {}).get("username")
    return None if not isinstance(typed, str) else _token(typed)


def _token(name: str) -> str:
    key = keyring().current_index.secret
    text = f"sign-in name|{sign_in_name(name)}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, text, "sha256").hex()[:_CODE_LETTERS]


def forget_failures(account: Account) -> None:
    """Whoever begins anew begins without the failures of before."""
    AccessAttempt.objects.filter(username=_token(account.username)).delete()


class Lockout(AxesDatabaseHandler):
    """axes, with the limit of a name over all addresses."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Whether this name can't be tried from this address now."""
        if super().is_locked(request, credentials):
            return True
        token = name_token(request, credentials)
        if token is None or self._failures_of(token) < NAME_FAILURES:
            return False
        name = sign_in_name((credentials or {})["username"])
        return not _is_known(name, request.META.get("REMOTE_ADDR", ""))

    def _failures_of(self, token: str) -> int:
        since = timezone.now() - settings.AXES_COOLOFF_TIME
        tried = AccessAttempt.objects.filter(username=token, attempt_time__gte=since)
        return tried.aggregate(all=Sum("failures_since_start"))["all"] or 0


def _is_known(name: str, address: str) -> bool:
    account = Account.objects.filter(username=name).first()
    if account is None:
        return False
    since = timezone.now() - KNOWN_FOR
    events = sign_ins_of(account.clinic_id, account.pk).filter(
        verb=Verb.SIGN_IN.value, at__gte=since
    )
    details = events.values_list("details", flat=True)
    return any(json.loads(each).get("address") == address for each in details)
