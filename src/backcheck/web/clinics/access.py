"""The way to a page leads through a role: what it doesn't allow is refused, and recorded."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import NoReturn

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Verb

from .member import Member
from .models import Account
from .roles import Act, Role

View = Callable[..., HttpResponse]


def member_of(account: Account) -> Member:
    """An account as pages know it."""
    return Member(account.pk, account.name, account.clinic_id, Role(account.role))


def allowed(
    act: Act, *, again: bool = False, before_factor: bool = False
) -> Callable[[View], View]:
    """Hand the view who asks, if their role allows the act.

    Who isn't signed in is sent to sign in, who has no second factor to choose one; another role
    is refused (403), which the trail keeps.

    Args:
        act: what the page does.
        again: only somebody who signed in again a few minutes ago; for export and erasure.
        before_factor: also somebody who has no second factor yet, since the page leads to one.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def through(request: HttpRequest, **more: object) -> HttpResponse:
            account = request.user
            if not isinstance(account, Account):
                return redirect_to_login(_back(request))
            if not (before_factor or is_mfa_enabled(account)):
                return redirect("mfa_index")
            who = member_of(account)
            if not who.may(act):
                refuse(who, act)
            if again and not _signed_in_again(request):
                raise ReauthenticationRequired
            return view(request, who=who, **more)

        through.act = act  # type: ignore[attr-defined] # the tests of access read it
        return through

    return decorate


def allowed_unless_demo(act: Act) -> Callable[[View], View]:
    """The same for a page that shows nobody's data: the demo, which has no people, shows it too."""

    def decorate(view: View) -> View:
        def without_who(request: HttpRequest, who: Member, **more: object) -> HttpResponse:
            return view(request, **more)

        guarded = allowed(act)(without_who)

        @wraps(view)
        def through(request: HttpRequest, **more: object) -> HttpResponse:
            return (view if settings.CLINIC_FOLDER else guarded)(request, **more)

        through.act = act  # type: ignore[attr-defined]
        return through

    return decorate


def refuse(who: Member, act: Act) -> NoReturn:
    """Record a refusal, and refuse.

    Raises:
        PermissionDenied: always.
    """
    record(verb=Verb.REFUSED, what=Item("act", act.value), clinic=who.clinic, by=who.person)
    raise PermissionDenied


def unseen(who: Member, what: Item) -> NoReturn:
    """Record that somebody asked for what isn't theirs to see, and don't tell that it is there.

    Raises:
        Http404: always.
    """
    record(verb=Verb.REFUSED, what=what, clinic=who.clinic, by=who.person)
    raise Http404


def _signed_in_again(request: HttpRequest) -> bool:
    """A few minutes ago, and not in a time to come: a clock may have been put back."""
    records = get_authentication_records(request, request.user)
    times = [each["at"] for each in records if each.get("reauthenticated")]
    now = timezone.now().timestamp()
    return bool(times) and times[-1] <= now and bool(did_recently_reauthenticate(request))


def _back(request: HttpRequest) -> str:
    """Where to go after signing in: only what was asked to be read can be asked again."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else "/"
