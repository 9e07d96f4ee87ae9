"""allauth's ways, as this house has them."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from backcheck.web.clinics.models import Account
from backcheck.web.kit.words import later, words

from .sealed_factors import opened, sealed_for

_WAYS = {
    "reauthenticate": "page.again.password",
    "mfa_reauthenticate": "page.again.code",
    "mfa_reauthenticate:webauthn": "page.again.passkey",
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in by name and password."""

    error_messages = {  # noqa: RUF012 as allauth has it
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": later("page.sign_in.mismatch"),
        "too_many_login_attempts": later("page.sign_in.too_many"),
        "incorrect_password": later("page.sign_in.wrong_password"),
        "enter_current_password": later("page.sign_in.wrong_password"),
        "rate_limited": later("page.sign_in.too_many"),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Limit the failures of one address. Those of a name are the lockout's."""
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="password_failed"
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Whoever they are. A disabled account is told like a wrong password."""
        found = super().authenticate(request, **credentials)
        return found if found is not None and found.is_active else None

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in, unless the account was disabled meanwhile."""
        if not user.is_active:
            raise PermissionDenied
        super().login(request, user)

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """The ways to sign in again, in our words."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": words(_WAYS[way["id"]])} for way in ways]

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Refuse a disabled account that came by a passkey."""
        raise PermissionDenied


class MFAAdapter(DefaultMFAAdapter):
    """Second factors."""

    error_messages = {  # noqa: RUF012 as allauth has it
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": later("page.sign_in.wrong_code"),
    }

    def encrypt(self, text: str) -> str:
        """Seal a new secret for whoever is signed in."""
        return sealed_for(_request().user.pk, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open the secret of a row."""
        return opened(encrypted_text)

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002
        """What a passkey is called until it is named."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        name = words("page.factor.usual_name", number=count + 1)
        return "".join(each for each in name if unicodedata.category(each) != "Cf")  # is edited

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks for a passkey: it is bound to the name by which this computer is reached."""
        return {"id": _request().get_host().partition(":")[0], "name": "Backcheck"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Whose passkey it is, as their device shows it."""
        return {"id": user.pk.hex.encode(), "display_name": user.name, "name": user.username}


def _request() -> HttpRequest:
    from allauth.core import context  # noqa: PLC0415 it is the request of this moment

    return context.request
