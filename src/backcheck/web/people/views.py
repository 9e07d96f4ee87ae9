"""One's own account, the people of a clinic, and the way in by a link."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.context import places
from backcheck.web.clinics.links import LinkSpent, link_of, make_link
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act, Role

from . import actions, pages
from .forms import AboutForm, ChangePasswordForm, FactorNameForm, InviteForm, RoleForm
from .presenters import account_page, link_page, people_page
from .queries import factors_of

_READ_OR_SENT = require_http_methods(["GET", "HEAD", "POST"])
_secret = sensitive_post_parameters("password", "password1", "password2")


@_READ_OR_SENT
@never_cache
@login_not_required
@_secret
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Come in by a one-time link. Reading the page doesn't use it up."""
    try:
        response = pages.welcomed(request, link_of(secret))
    except LinkSpent:
        response = render(request, "people/spent.html", status=404)
    # No other site learns the address. Without any referrer at all a browser would send the form
    # as if from nowhere, and it would be refused.
    response["Referrer-Policy"] = "strict-origin"
    return response


@require_POST
@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session, or a sign-in that was half done."""
    pages.end_session(request)
    return redirect("account_login")


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language: in this browser, and wherever the account signs in."""
    response = set_language(request)
    pages.keep_language(request)
    return response


def too_many(request: HttpRequest, *_: object) -> HttpResponse:
    """Somebody tried too often; when to try again."""
    return render(request, "people/too_many.html", status=429)


@require_safe
@never_cache
@allowed(Act.OWN_ACCOUNT)
def home(request: HttpRequest, who: Member) -> HttpResponse:
    """Where somebody begins: patients, or for an auditor the trail."""
    return redirect(places(who)[0][0])


@_READ_OR_SENT
@never_cache
@allowed(Act.OWN_ACCOUNT)
def account(request: HttpRequest, who: Member) -> HttpResponse:
    """One's own account; sent, its name and language."""
    form = AboutForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        actions.change_about(request.user, **form.cleaned_data)
        return redirect("account")
    page = account_page(request.user, form)
    return render(request, "people/account.html", page, status=422 if form else 200)


@_READ_OR_SENT
@never_cache
@allowed(Act.OWN_ACCOUNT)
@_secret
def password(request: HttpRequest, who: Member) -> HttpResponse:
    """Another password."""
    form = ChangePasswordForm(request.POST or None, account=request.user)
    if form.is_valid():
        actions.change_password(request, request.user, form.cleaned_data["password1"])
        return redirect("account")
    return render(request, "people/password.html", {"form": form}, status=pages.status(form))


@require_POST
@allowed(Act.OWN_ACCOUNT)
def sign_out_everywhere(request: HttpRequest, who: Member) -> HttpResponse:
    """End every other session."""
    actions.sign_out_everywhere(request)
    return redirect("account")


@require_safe
@never_cache
@allowed(Act.OWN_ACCOUNT, before_factor=True)
def second_factor(request: HttpRequest, who: Member) -> HttpResponse:
    """Choose the first second factor; afterwards they stand on the page of the account."""
    if factors_of(who.id):
        return redirect("account")
    return render(request, "people/second_factor.html")


@_READ_OR_SENT
@never_cache
@allowed(Act.OWN_ACCOUNT, again=True)
def factor(request: HttpRequest, who: Member, pk: int) -> HttpResponse:
    """One second factor; sent, its name."""
    found = pages.factor_or_404(who, pk)
    form = FactorNameForm(request.POST or None, initial={"name": found.name})
    if found.is_passkey and form.is_valid():
        actions.rename_passkey(request, pk, form.cleaned_data["name"])
        return redirect("account")
    return render(request, "people/factor.html", {"form": form, "factor": found})


@require_POST
@allowed(Act.OWN_ACCOUNT, again=True)
def remove_factor(request: HttpRequest, who: Member, pk: int) -> HttpResponse:
    """Remove a second factor, unless it is the last."""
    pages.factor_or_404(who, pk)
    try:
        actions.remove_factor(request, pk)
    except actions.LastOne:
        return render(request, "people/last_factor.html", status=409)
    return redirect("account")


@require_POST
@allowed(Act.OWN_ACCOUNT, again=True)
def new_codes(request: HttpRequest, who: Member) -> HttpResponse:
    """Make new recovery codes."""
    actions.new_codes(request)
    return redirect("mfa_view_recovery_codes")


@require_safe
@never_cache
@allowed(Act.MANAGE_PEOPLE)
def people(request: HttpRequest, who: Member) -> HttpResponse:
    """Everybody of the clinic."""
    return render(request, "people/people.html", people_page(who))


@require_POST
@never_cache
@allowed(Act.MANAGE_PEOPLE, again=True)
def invite(request: HttpRequest, who: Member) -> HttpResponse:
    """A link for somebody who is to join."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return render(request, "people/people.html", people_page(who, form), status=422)
    name, role = form.cleaned_data["name"], Role(form.cleaned_data["role"])
    secret = make_link(who.clinic, role, name, who.person)
    return render(request, "people/link.html", link_page(request, secret, name))


@require_safe
@never_cache
@allowed(Act.MANAGE_PEOPLE)
def person(request: HttpRequest, who: Member, pk: UUID) -> HttpResponse:
    """Somebody of the clinic."""
    return pages.person(request, pages.account_or_404(who, pk))


@require_POST
@allowed(Act.MANAGE_PEOPLE, again=True)
def role(request: HttpRequest, who: Member, pk: UUID) -> HttpResponse:
    """Give somebody another role."""
    found, form = pages.account_or_404(who, pk), RoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    return pages.changed(request, found, lambda: actions.change_role(who, found, form.chosen))


@require_POST
@allowed(Act.MANAGE_PEOPLE, again=True)
def disable(request: HttpRequest, who: Member, pk: UUID) -> HttpResponse:
    """Let somebody in no more."""
    found = pages.account_or_404(who, pk)
    return pages.changed(request, found, lambda: actions.disable(who, found))


@require_POST
@allowed(Act.MANAGE_PEOPLE, again=True)
def enable(request: HttpRequest, who: Member, pk: UUID) -> HttpResponse:
    """Let somebody in again."""
    found = pages.account_or_404(who, pk)
    return pages.changed(request, found, lambda: actions.enable(who, found))


@require_POST
@never_cache
@allowed(Act.MANAGE_PEOPLE, again=True)
def new_link(request: HttpRequest, who: Member, pk: UUID) -> HttpResponse:
    """A link for somebody who can't sign in any more."""
    found = pages.account_or_404(who, pk)
    if not found.is_active:
        return pages.person(request, found, status=409)
    page = link_page(request, actions.new_link(who, found), found.name)
    return render(request, "people/link.html", page)
