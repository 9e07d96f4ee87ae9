"""Signing in, out, and failing to, as the trail keeps it: from where and by which browser."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import authentication_step_completed
from allauth.mfa.signals import authentication_failed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from backcheck.web.audit.actions import Detail, record
from backcheck.web.audit.event import Item, Person, Process, Verb
from backcheck.web.clinics.models import Account

from .browsers import in_short
from .lockout import sign_in_name

SIGN_IN = Process("sign-in")  # who only tries is nobody yet


def came_from(request: HttpRequest) -> dict[str, Detail]:
    """Where a request came from, as the connection says; no header of the sender is believed."""
    browser = in_short(request.META.get("HTTP_USER_AGENT", ""))
    return {"address": request.META.get("REMOTE_ADDR", ""), "browser": browser}


def person(account: Account) -> Person:
    """An account as the trail names it."""
    return Person(str(account.pk), account.name)


def listen() -> None:
    """Hear what Django, allauth and axes tell."""
    heard = (
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _failed),
        (user_locked_out, _locked_out),
        (authentication_failed, _factor_failed),
        (authentication_step_completed, _again),
    )
    for signal, hearer in heard:
        signal.connect(hearer, dispatch_uid=f"people.trail.{hearer.__name__}")


def account_event(verb: Verb, account: Account, by: Person | Process, **details: Detail) -> None:
    """Record something of an account."""
    record(
        verb=verb,
        what=Item("account", str(account.pk)),
        clinic=account.clinic_id,
        details=details,
        by=by,
    )


def _signed_in(request: HttpRequest, user: Account, **_: Any) -> None:
    steps = [
        each.get("type") or each["method"] for each in get_authentication_records(request, user)
    ]
    means = "+".join(dict.fromkeys(steps))
    account_event(Verb.SIGN_IN, user, person(user), means=means, **came_from(request))


def _signed_out(request: HttpRequest, user: Account | None, **_: Any) -> None:
    if isinstance(user, Account):
        account_event(Verb.SIGN_OUT, user, person(user), **came_from(request))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    if request is not None:
        _record_failure(Verb.SIGN_IN_FAILED, credentials, request, means="password")


def _locked_out(request: HttpRequest, **_: Any) -> None:
    """Once, when it begins: a try during a lockout counts no failures."""
    if request.axes_failures_since_start is not None:
        _record_failure(Verb.LOCKED_OUT, request.axes_credentials, request)


def _record_failure(
    verb: Verb, credentials: dict[str, Any] | None, request: HttpRequest, **details: Detail
) -> None:
    """Of an account that is there. Of a name that isn't, what was typed is not kept."""
    name = sign_in_name(str((credentials or {}).get("username", "")))
    account = Account.objects.filter(username=name).first()
    told = {**details, **came_from(request)}
    if account is not None:
        account_event(verb, account, SIGN_IN, **told)
    else:
        record(verb=verb, what=Item("account", "unknown"), details=told, by=SIGN_IN)


def _factor_failed(request: HttpRequest, user: Account, authenticator: Any, **_: Any) -> None:
    means = authenticator.type
    account_event(Verb.SIGN_IN_FAILED, user, SIGN_IN, means=means, **came_from(request))


def _again(request: HttpRequest, user: Account, method: str, **more: Any) -> None:
    if more.get("reauthenticated") and isinstance(getattr(request, "user", None), Account):
        means = str(more.get("type") or method)
        account_event(Verb.SIGN_IN_AGAIN, user, person(user), means=means, **came_from(request))
