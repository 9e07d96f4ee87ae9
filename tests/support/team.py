"""Two clinics of one installation, with somebody in each role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from backcheck.web.clinics.models import Account, Clinic
from backcheck.web.clinics.roles import Role
from backcheck.web.people.sessions import begin

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PASSWORD = "seven quiet herons"


@dataclass(frozen=True)
class Team:
    """A clinic and its people, by role."""

    clinic: Clinic
    people: dict[Role, Account]


def make_team(name: str) -> Team:
    """A clinic with somebody in each role, who all have a second factor."""
    now = timezone.now()
    clinic = Clinic.objects.create(name=name, made_at=now)
    people = {role: _account(clinic, role) for role in Role}
    return Team(clinic, people)


def _account(clinic: Clinic, role: Role) -> Account:
    account = Account(
        clinic=clinic,
        role=role.value,
        username=f"{role.value}.{clinic.pk.hex[:6]}",
        name=f"{role.name.title()} of {clinic.name}",
        language="en",
        made_at=timezone.now(),
    )
    account.set_password(PASSWORD)
    account.save()
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return account


def signed_in(account: Account, again: bool = False) -> Client:
    """A browser of somebody who signed in; ``again``: and did so again just now."""
    client = Client(SERVER_NAME="localhost")
    request: Any = HttpRequest()
    request.session = SessionStore()
    request.session[SESSION_KEY] = str(account.pk)  # as login does, without an event
    request.session[BACKEND_SESSION_KEY] = BACKEND
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    begin(request.session)
    record_authentication(request, account, method="password", reauthenticated=again)
    request.session.save()
    client.cookies["backcheck_session"] = request.session.session_key
    return client
