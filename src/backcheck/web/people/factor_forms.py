"""Codes and passkeys as they are sent, checked by allauth."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache

from backcheck.web.clinics.models import Account
from backcheck.web.kit.words import later

from .forms import name_field
from .sealed_factors import opened_for, sealed_for

_SPENT_S = 120  # longer than a code is taken, of the step before and the one after too
_PENDING = "people.app_secret"
_UNREADABLE = (AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error)


def _code_field(key: Any) -> forms.CharField:
    return forms.CharField(
        label=key,
        max_length=40,
        error_messages={"required": later("page.sign_in.code_missing")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "short",
                "dir": "ltr",
            }
        ),
    )


class _OnceForm(forms.Form):
    """A code that was taken is not taken again, in any of the steps in which it would be."""

    def clean_code(self) -> str:
        """Check it, and keep it as spent."""
        code: str = super().clean_code()  # type: ignore[misc] # allauth's, beside this class
        factor = self.authenticator  # type: ignore[attr-defined]
        if factor.type == Authenticator.Type.TOTP:
            cache.touch(factor.wrap()._get_used_cache_key(code), _SPENT_S)
        return code


class CodeForm(_OnceForm, AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""

    code = _code_field(later("page.sign_in.code"))


class CodeAgainForm(_OnceForm, ReauthenticateForm):
    """The same, of somebody who is signed in."""

    code = _code_field(later("page.sign_in.code"))


class AppForm(ActivateTOTPForm):
    """The first code of a new app. Until then its secret waits in the session, sealed."""

    code = _code_field(later("page.factor.app_code"))

    def __init__(self, *args: Any, user: Account, **options: Any) -> None:
        self.user = user
        forms.Form.__init__(self, *args, **options)
        session = context.request.session
        held = session.get(_PENDING) if self.is_bound else None
        self.secret = opened_for(user.pk, held) if held else generate_totp_secret()
        session[_PENDING] = held or sealed_for(user.pk, self.secret)

    def forget(self) -> None:
        """The secret is in its own row now."""
        context.request.session.pop(_PENDING, None)


def _readable(clean: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What no browser sends is refused like a passkey that doesn't fit."""

    def tried(form: Any) -> Any:
        try:
            return clean(form)
        except _UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error

    return tried


_CREDENTIAL = {
    "required": later("page.sign_in.no_passkey"),
    "invalid": later("page.sign_in.no_passkey"),
}


def _credential_field() -> forms.JSONField:
    return forms.JSONField(widget=forms.HiddenInput, error_messages=_CREDENTIAL)


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey; always one that can be used without a password."""

    name = name_field(later("page.factor.name"))
    credential = _credential_field()
    passwordless = None
    clean = _readable(AddWebAuthnForm.clean)


class PasskeyForm(AuthenticateWebAuthnForm):
    """The second step of signing in, by a passkey."""

    credential = _credential_field()
    clean_credential = _readable(AuthenticateWebAuthnForm.clean_credential)


class PasskeyAgainForm(ReauthenticateWebAuthnForm):
    """The same, of somebody who is signed in."""

    credential = _credential_field()
    clean_credential = _readable(ReauthenticateWebAuthnForm.clean_credential)


class PasskeyAloneForm(LoginWebAuthnForm):
    """Signing in by a passkey and nothing else."""

    credential = _credential_field()
    clean_credential = _readable(LoginWebAuthnForm.clean_credential)
