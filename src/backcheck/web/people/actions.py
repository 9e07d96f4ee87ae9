"""Changing accounts and their factors. Each act is recorded in the trail."""

from __future__ import annotations

from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.links import end_links_of, make_link_again, use_up
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.models import Account, Clinic, OneTimeLink
from backcheck.web.clinics.roles import Role

from .factor_forms import AppForm
from .lockout import forget_failures
from .sessions import end_all, end_others
from .trail import SIGN_IN, account_event, came_from, person

_TOTP, _CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


class LastOne(Exception):
    """It can't go: there is no other owner, or no other second factor."""


@transaction.atomic
def choose_anew(link: OneTimeLink, password: str) -> Account:
    """Give an account a new password; what was chosen before is gone.

    Raises:
        LinkSpent: the link was used meanwhile.
    """
    use_up(link)
    account = Account.objects.select_for_update().get(pk=link.account_id)
    account.set_password(password)
    account.save(update_fields=["password"])
    Authenticator.objects.filter(user=account).delete()
    end_all(account)
    forget_failures(account)
    account_event(Verb.WRITE, account, person(account), what="everything anew", link=str(link.pk))
    return account


@transaction.atomic
def change_password(request: HttpRequest, account: Account, password: str) -> None:
    """Give whoever is signed in another password; their other sessions end."""
    account.set_password(password)
    account.save(update_fields=["password"])
    update_session_auth_hash(request, account)
    account_event(Verb.WRITE, account, person(account), what="password")


@transaction.atomic
def change_about(account: Account, name: str, language: str) -> None:
    """Change how whoever is signed in is called, and the language they read."""
    changed = [
        field
        for field, value in (("name", name), ("language", language))
        if getattr(account, field) != value
    ]
    account.name, account.language = name, language
    account.save(update_fields=["name", "language"])
    if changed:
        account_event(Verb.WRITE, account, person(account), what=", ".join(changed))


@transaction.atomic
def add_app(request: HttpRequest, form: AppForm) -> bool:
    """Keep a new app in the place of the one before; whether recovery codes were made too."""
    account = _locked(request.user.pk)
    Authenticator.objects.filter(user=account, type=_TOTP).delete()
    _, codes = activate_totp(request, form)
    form.forget()
    _factor_event(request, "app added")
    return bool(codes)


def added_passkey(request: HttpRequest) -> None:
    """After a passkey was added: other sessions end."""
    with transaction.atomic():
        _factor_event(request, "passkey added")


def passkey_refused(request: HttpRequest) -> None:
    """A passkey didn't fit; whose it was to be isn't known."""
    told = {"means": "webauthn", **came_from(request)}
    record(verb=Verb.SIGN_IN_FAILED, what=Item("account", "unknown"), details=told, by=SIGN_IN)


@transaction.atomic
def rename_passkey(request: HttpRequest, factor: int, name: str) -> None:
    """Call a passkey something else."""
    row = Authenticator.objects.get(user=request.user, pk=factor)
    row.wrap().name = name
    row.save(update_fields=["data"])
    account_event(Verb.WRITE, request.user, person(request.user), what="passkey renamed")


@transaction.atomic
def remove_factor(request: HttpRequest, factor: int) -> None:
    """Remove an app or a passkey; other sessions end.

    Raises:
        LastOne: nothing would be left but recovery codes.
    """
    _locked(request.user.pk)
    rows = Authenticator.objects.filter(user=request.user).exclude(type=_CODES)
    if not rows.exclude(pk=factor).exists():
        raise LastOne
    row = rows.get(pk=factor)
    kind = "app" if row.type == _TOTP else "passkey"
    row.delete()
    _factor_event(request, f"{kind} removed")


@transaction.atomic
def new_codes(request: HttpRequest) -> None:
    """Make new recovery codes; the old ones are worth nothing."""
    generate_recovery_codes(request)
    account_event(Verb.WRITE, request.user, person(request.user), what="recovery codes")


@transaction.atomic
def sign_out_everywhere(request: HttpRequest) -> None:
    """End every other session of whoever is signed in."""
    end_others(request, request.user)
    account_event(Verb.SIGN_OUT, request.user, person(request.user), means="everywhere")


@transaction.atomic
def change_role(who: Member, account: Account, role: Role) -> None:
    """Give somebody another role.

    Raises:
        LastOne: they are the last owner.
    """
    if role is not Role.OWNER:
        _keep_an_owner(who.clinic, account)
    account.role = role.value
    account.save(update_fields=["role"])
    account_event(Verb.WRITE, account, who.person, what="role", role=role.value)


@transaction.atomic
def disable(who: Member, account: Account) -> None:
    """Let somebody in no more; their sessions end at once, and so do their links.

    Raises:
        LastOne: they are the last owner.
    """
    _keep_an_owner(who.clinic, account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_all(account)
    end_links_of(account)
    account_event(Verb.WRITE, account, who.person, what="disabled")


@transaction.atomic
def enable(who: Member, account: Account) -> None:
    """Let somebody in again, as they were."""
    account.is_active = True
    account.save(update_fields=["is_active"])
    account_event(Verb.WRITE, account, who.person, what="enabled")


def new_link(who: Member, account: Account) -> str:
    """The secret of a link for somebody who can't sign in any more."""
    return make_link_again(account, who.person)


def _keep_an_owner(clinic: UUID, account: Account) -> None:
    Clinic.objects.select_for_update().get(pk=clinic)  # two owners can't leave at once
    owners = Account.objects.filter(clinic=clinic, role=Role.OWNER.value, is_active=True)
    if not owners.exclude(pk=account.pk).exists():
        raise LastOne


def _locked(account: UUID) -> Account:
    return Account.objects.select_for_update().get(pk=account)


def _factor_event(request: HttpRequest, what: str) -> None:
    end_others(request, request.user)
    account_event(Verb.WRITE, request.user, person(request.user), what=what)
