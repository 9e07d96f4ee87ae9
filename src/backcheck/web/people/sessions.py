"""A session ends twelve hours after it began, and half an hour after it was last used."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.logout import logout
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from backcheck.web.clinics.models import Account

_BEGAN, _SEEN = "began", "seen"
_WRITTEN_EACH_S = 60  # a page that is only read is seldom worth a write


def ended_in_time(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever was away too long, before anything is shown."""

    def timed(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _look_at(request)
        return get_response(request)

    return timed


def listen() -> None:
    """Begin to count when somebody signs in."""
    user_logged_in.connect(_begin, dispatch_uid="people.sessions")


def begin(session: SessionBase) -> None:
    """Count from now."""
    session[_BEGAN] = session[_SEEN] = int(time.time())


def end_others(request: HttpRequest, account: Account) -> None:
    """End every session of an account but this one, which gets a new key."""
    end_all(account)
    update_session_auth_hash(request, account)


def end_all(account: Account) -> None:
    """End every session of an account."""
    account.session_round += 1
    account.save(update_fields=["session_round"])


def _begin(request: HttpRequest, **_: Any) -> None:
    begin(request.session)


def _look_at(request: HttpRequest) -> None:
    now = int(time.time())
    began, seen = (request.session.get(name, 0) for name in (_BEGAN, _SEEN))
    is_early = now < seen - _WRITTEN_EACH_S  # the clock was set back: nobody knows how long ago
    is_over = now - began >= settings.SESSION_COOKIE_AGE or now - seen >= settings.SESSION_IDLE_S
    if is_early or is_over:
        logout(request)
    elif now - seen >= _WRITTEN_EACH_S:
        request.session[_SEEN] = now
