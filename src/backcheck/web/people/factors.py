"""allauth's pages of signing in and of second factors, with our forms and look."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeReauthenticateView
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
)
from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString

from .actions import add_app, added_passkey, passkey_refused
from .factor_forms import (
    AddPasskeyForm,
    AppForm,
    CodeAgainForm,
    CodeForm,
    PasskeyAgainForm,
    PasskeyAloneForm,
    PasskeyForm,
)
from .forms import PasswordAgainForm, SignInForm

_FIRST_STEP = "people/sign_in.html"
_BY_FETCH = method_decorator(csp_update({"connect-src": [SELF]}), name="dispatch")


@_BY_FETCH
class SignIn(LoginView):
    """Name and password, or a passkey alone."""

    form_class = SignInForm
    template_name = _FIRST_STEP


@_BY_FETCH
class SignInByPasskey(LoginWebAuthnView):
    """A passkey and nothing else. Its page is the one of signing in."""

    form_class = PasskeyAloneForm

    def form_invalid(self, form: PasskeyAloneForm) -> HttpResponse:
        """Tell it where it was tried."""
        passkey_refused(self.request)
        told = {"form": SignInForm(request=self.request), "passkey_form": form}
        return render(self.request, _FIRST_STEP, {**self.get_context_data(), **told}, status=422)


class SecondStep(AuthenticateView):
    """After the password: a code, a recovery code or a passkey."""

    form_class = CodeForm
    webauthn_form_class = PasskeyForm
    template_name = "people/second_step.html"


class PasswordAgain(ReauthenticateView):
    """The password, of somebody who is signed in."""

    form_class = PasswordAgainForm
    template_name = "people/again.html"


class CodeAgain(CodeReauthenticateView):
    """A code, of somebody who is signed in."""

    form_class = CodeAgainForm
    template_name = "people/again.html"


class PasskeyAgain(ReauthenticateWebAuthnView):
    """A passkey, of somebody who is signed in."""

    form_class = PasskeyAgainForm
    template_name = "people/again_passkey.html"

    def form_invalid(self, form: PasskeyAgainForm) -> HttpResponse:
        """Tell it where it was tried."""
        return self.render_to_response({**self.get_context_data(), "form": form}, status=422)


class AddApp(ActivateTOTPView):
    """An authenticator app. A new one takes the place of the one before."""

    form_class = AppForm
    template_name = "people/add_app.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """allauth would have the old one removed first, which the last one can't be."""
        return super(ActivateTOTPView, self).dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the secret as a picture, which allauth draws."""
        told = super().get_context_data(**kwargs)
        return {**told, "picture": SafeString(told["totp_svg"])}

    def form_valid(self, form: AppForm) -> HttpResponse:
        """Keep it, and show recovery codes where there were none."""
        self.did_generate_recovery_codes = add_app(self.request, form)
        return super(ActivateTOTPView, self).form_valid(form)


class AddPasskey(AddWebAuthnView):
    """A passkey: one that a device keeps, and asks its owner to unlock."""

    form_class = AddPasskeyForm
    template_name = "people/add_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what the browser needs to make one."""
        told = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, True)
        return {**told, "js_data": {"creation_options": options}}

    def form_valid(self, form: AddPasskeyForm) -> HttpResponse:
        """Keep it, and record it."""
        response = super().form_valid(form)
        added_passkey(self.request)
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    """The codes, once."""

    template_name = "people/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each in two groups."""
        told = super().get_context_data(**kwargs)
        halves = [(code[: len(code) // 2], code[len(code) // 2 :]) for code in told["unused_codes"]]
        text = "".join(f"{first} {second}\r\n" for first, second in halves)
        return {**told, "codes": halves, "text": text, "home": reverse("home")}
