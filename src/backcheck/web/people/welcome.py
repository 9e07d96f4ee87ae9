"""Coming in by a one-time link."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.logout import logout
from django import forms
from django.contrib.auth import login
from django.db import IntegrityError
from django.http import HttpRequest, QueryDict

from backcheck.web.clinics.actions import NewAccount, begin
from backcheck.web.clinics.links import LinkSpent
from backcheck.web.clinics.models import Account, OneTimeLink
from backcheck.web.kit.words import spoken, words

from .actions import choose_anew
from .forms import BeginClinicForm, BeginForm, ChooseAnewForm

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def form_of(link: OneTimeLink, sent: QueryDict | None) -> forms.Form:
    """What a link asks for.

    Raises:
        LinkSpent: its account was disabled meanwhile.
    """
    if link.account is not None:
        if not link.account.is_active:
            raise LinkSpent
        return _Anew(sent, account=link.account)
    initial = {"name": link.name, "language": spoken()}
    return (BeginForm if link.clinic_id else BeginClinicForm)(sent, initial=initial)


class _Anew(ChooseAnewForm):
    """It knows whose password it is."""

    def __init__(self, sent: QueryDict | None, *, account: Account) -> None:
        self.account = account
        super().__init__(sent, initial={"username": account.username})

    def person(self) -> Account:
        """Whoever the link is for."""
        return self.account


def title_of(link: OneTimeLink) -> str:
    """What the page of a link is called."""
    if link.account_id:
        return words("page.welcome.anew")
    return words("page.welcome.join" if link.clinic_id else "page.welcome.begin")


def arrive(request: HttpRequest, link: OneTimeLink, form: forms.Form) -> bool:
    """Use the link up and sign in; False, with a fault in the form, when the name was just taken.

    Raises:
        LinkSpent: somebody else was quicker.
    """
    try:
        account = _account(link, form.cleaned_data)
    except IntegrityError:
        form.add_error("username", words("page.people.sign_in_name_taken"))
        return False
    logout(request)
    record_authentication(request, account, method="password", reauthenticated=True)
    login(request, account, backend=_BACKEND)
    return True


def _account(link: OneTimeLink, given: dict[str, str]) -> Account:
    if link.account_id:
        return choose_anew(link, given["password1"])
    chosen = NewAccount(
        username=given["username"],
        name=given["name"],
        password=given["password1"],
        language=given["language"],
    )
    return begin(link, chosen, given.get("clinic_name", ""))
