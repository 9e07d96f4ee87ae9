"""What people write to sign in, and about themselves."""

from __future__ import annotations

import unicodedata
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AgainForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from backcheck.web.clinics.models import NAME_LETTERS, Account
from backcheck.web.clinics.queries import is_taken
from backcheck.web.clinics.roles import Role
from backcheck.web.kit.words import later, words

from .lockout import sign_in_name

_UNSEEN = ("Cc", "Cs", "Cf")
_SIGN_IN_NAME = RegexValidator(r"^[\w.@+-]{2,50}$", later("page.people.sign_in_name_wrong"))
_PASSWORD_LETTERS = 200
ROLES = {
    Role.OWNER: "page.role.owner",
    Role.PRACTITIONER: "page.role.practitioner",
    Role.FRONT_DESK: "page.role.front_desk",
    Role.AUDITOR: "page.role.auditor",
}


def _seen(text: str) -> None:
    """Nothing that can't be seen, or that turns the direction of what follows."""
    if any(unicodedata.category(letter) in _UNSEEN for letter in text):
        raise ValidationError(words("page.people.unseen"))


def _told(key: Any) -> dict[str, Any]:
    return {"required": key}


def name_field(label: Any, autocomplete: str = "off") -> forms.CharField:
    """A name that is shown to others."""
    return forms.CharField(
        label=label,
        max_length=NAME_LETTERS,
        validators=[_seen],
        error_messages=_told(later("page.people.name_missing")),
        widget=forms.TextInput(attrs={"autocomplete": autocomplete}),
    )


def password_field(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    """A password: a manager may fill it in, and nothing of it is cut off."""
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=_PASSWORD_LETTERS,
        error_messages=_told(later("page.password.missing")),
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


def language_field() -> forms.ChoiceField:
    """The language somebody reads in."""
    return forms.ChoiceField(
        label=later("page.people.language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


def role_field() -> forms.ChoiceField:
    """What somebody is in the clinic."""
    return forms.ChoiceField(
        label=later("page.people.role"),
        choices=[(role.value, later(key)) for role, key in ROLES.items()],
        initial=Role.PRACTITIONER.value,
    )


class SignInForm(LoginForm):
    """Sign-in name and password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["login"] = forms.CharField(
            label=later("page.people.sign_in_name"),
            max_length=_PASSWORD_LETTERS,
            error_messages=_told(later("page.people.name_missing")),
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.fields["password"] = password_field(later("page.people.password"), "current-password")
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """The name as it is kept."""
        return sign_in_name(self.cleaned_data["login"])


class PasswordAgainForm(AgainForm):
    """The password of somebody who is signed in."""

    password = password_field(later("page.people.password"), "current-password")


class _PasswordForm(forms.Form):
    """A new password, twice."""

    password1 = password_field(
        later("page.people.password_new"), "new-password", later("page.password.hint")
    )
    password2 = password_field(later("page.people.password_twice"), "new-password")

    def clean(self) -> dict[str, Any]:
        """Both alike, and one that will do for this person."""
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first and second and first != second:
            self.add_error("password2", words("page.password.differ"))
        elif first:
            try:
                validate_password(first, self.person())
            except ValidationError as error:
                self.add_error("password1", error)
        return given

    def person(self) -> Account:
        """Whose password it will be."""
        given = self.cleaned_data
        return Account(username=given.get("username", ""), name=given.get("name", ""))


class BeginForm(_PasswordForm):
    """A new account."""

    name = name_field(later("page.people.name"), "name")
    username = forms.CharField(
        label=later("page.people.sign_in_name"),
        help_text=later("page.people.sign_in_name_hint"),
        error_messages=_told(later("page.people.name_missing")),
        validators=[_SIGN_IN_NAME],
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    language = language_field()
    field_order = ("clinic_name", "name", "username", "password1", "password2", "language")

    def clean_username(self) -> str:
        """One that nobody has."""
        name = sign_in_name(self.cleaned_data["username"])
        if is_taken(name):
            raise ValidationError(words("page.people.sign_in_name_taken"))
        return name


class BeginClinicForm(BeginForm):
    """A new account, of the owner of a new clinic."""

    clinic_name = name_field(later("page.people.clinic_name"), "organization")


class ChooseAnewForm(_PasswordForm):
    """A new password for an account that is there."""

    username = forms.CharField(  # for the password manager, which keeps both together
        label=later("page.people.sign_in_name"),
        disabled=True,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    field_order = ("username", "password1", "password2")


class ChangePasswordForm(_PasswordForm):
    """One's own password."""

    password = password_field(later("page.people.password_now"), "current-password")
    field_order = ("password", "password1", "password2")

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        self.account = account
        super().__init__(*args, **options)

    def clean_password(self) -> str:
        """The one there is, by the way that counts failures."""
        given: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.account, given):
            raise get_adapter().validation_error("incorrect_password")
        return given

    def person(self) -> Account:
        """Whoever is signed in."""
        return self.account


class AboutForm(forms.Form):
    """What one may change about oneself."""

    name = name_field(later("page.people.name"), "name")
    language = language_field()


class InviteForm(forms.Form):
    """Somebody who is to join the clinic."""

    name = name_field(later("page.people.name"))
    role = role_field()


class RoleForm(forms.Form):
    """Another role for somebody."""

    role = role_field()

    @property
    def chosen(self) -> Role:
        """The role."""
        return Role(self.cleaned_data["role"])


class FactorNameForm(forms.Form):
    """What a passkey is called."""

    name = name_field(later("page.factor.name"))
