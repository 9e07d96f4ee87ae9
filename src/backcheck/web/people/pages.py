"""What several pages of people answer with."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from allauth.account.internal.flows.logout import logout
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_supported_language_variant

from backcheck.web.audit.event import Item
from backcheck.web.clinics.access import unseen
from backcheck.web.clinics.member import Member

from .actions import LastOne, change_about
from .presenters import person_page
from .queries import Factor, account_of, factor_of
from .welcome import arrive, form_of, title_of

if TYPE_CHECKING:
    from backcheck.web.clinics.models import Account, OneTimeLink


def status(form: forms.Form) -> int:
    """Of a page with a form: whether something has to be sent again."""
    return 422 if form.is_bound else 200


def welcomed(request: HttpRequest, link: OneTimeLink) -> HttpResponse:
    """The page of a link; sent, whoever came by it is signed in.

    Raises:
        LinkSpent: it can't be used any more.
    """
    form = form_of(link, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and arrive(request, link, form):
        return redirect("mfa_index")
    page = {"form": form, "title": title_of(link), "is_new": link.account_id is None}
    return render(request, "people/welcome.html", page, status=status(form))


def end_session(request: HttpRequest) -> None:
    """Sign out; nothing of the session stays."""
    logout(request)
    request.session.flush()


def keep_language(request: HttpRequest) -> None:
    """Keep the language that was asked for with the account."""
    if not request.user.is_authenticated:
        return
    try:
        asked = get_supported_language_variant(request.POST.get("language", ""))
    except LookupError:
        return
    change_about(request.user, request.user.name, asked)


def factor_or_404(who: Member, pk: int) -> Factor:
    """A second factor of whoever asks."""
    found = factor_of(who.id, pk)
    if found is None:
        raise Http404
    return found


def account_or_404(who: Member, pk: UUID) -> Account:
    """Somebody of the same clinic."""
    found = account_of(who.clinic, pk)
    if found is None:
        unseen(who, Item("account", str(pk)))
    return found


def person(request: HttpRequest, account: Account, **more: int) -> HttpResponse:
    """The page of somebody."""
    return render(request, "people/person.html", person_page(account), **more)


def changed(request: HttpRequest, account: Account, act: Callable[[], None]) -> HttpResponse:
    """Do it and show everybody; or say that the last owner stays."""
    try:
        act()
    except LastOne:
        page = {**person_page(account), "is_last_owner": True}
        return render(request, "people/person.html", page, status=409)
    return redirect("people")
