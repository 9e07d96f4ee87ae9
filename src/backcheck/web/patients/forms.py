"""What is asked about a patient."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from backcheck.web.kit.words import later, words
from backcheck.web.sealing import normal

from . import pseudonym
from .actions import Way, Who
from .fields import (
    Day,
    Line,
    Lines,
    check_email,
    check_name,
    check_phone,
    choice,
    version,
)
from .kinds import DIALLED, ContactKind
from .named import HOW, KINDS, LANGUAGES, SEXES

_LETTERS = 100
_LEFT = {"dir": "ltr"}


class WhoForm(forms.Form):
    """Who somebody is."""

    given_name = Line(label=later("page.patients.given_name"), letters=_LETTERS)
    family_name = Line(label=later("page.patients.family_name"), letters=_LETTERS, required=False)
    born_on = Day(label=later("page.patients.born_on"), required=False)
    language = choice(later("page.patients.language"), LANGUAGES)
    sex = choice(later("page.patients.sex"), SEXES)
    identity_number = Line(
        label=later("page.patients.identity_number"), letters=30, required=False, look=_LEFT
    )

    def clean_given_name(self) -> str:
        """A name by which somebody can be found."""
        found: str = self.cleaned_data["given_name"]
        check_name(found)
        return found

    def clean_identity_number(self) -> str:
        """A number, or nothing."""
        found: str = self.cleaned_data["identity_number"]
        if found and not normal.identity(found):
            raise ValidationError(words("page.patients.fault_number"))
        return found

    def who(self) -> Who:
        """As actions take it."""
        names = ("given_name", "family_name", "born_on", "language", "sex", "identity_number")
        return Who(**{name: self.cleaned_data[name] for name in names})


class RegisterForm(WhoForm):
    """The same for somebody new, and a phone. Short: what isn't known yet can wait."""

    phone = Line(
        label=later("page.patients.phone"),
        letters=40,
        required=False,
        look={**_LEFT, "inputmode": "tel"},
    )
    field_order = ("given_name", "family_name", "phone", "language", "born_on", "sex")

    def clean_phone(self) -> str:
        """A number to dial, or nothing."""
        found: str = self.cleaned_data["phone"]
        if found:
            check_phone(found)
        return found


class IdentityForm(WhoForm):
    """Who somebody is, changed."""

    version = version()


class ContactForm(forms.Form):
    """A way to reach somebody."""

    kind = choice(later("page.patients.kind"), KINDS)
    value = Line(label=later("page.patients.value"), letters=200)
    remark = Line(
        label=later("page.patients.remark"),
        letters=200,
        required=False,
        help_text=later("page.patients.remark_what"),
    )
    version = version()

    def clean(self) -> dict[str, Any]:
        """The value fits its kind."""
        found: dict[str, Any] = super().clean()
        kind, value = found.get("kind"), found.get("value")
        try:
            if value and kind in DIALLED:
                check_phone(value)
            elif value and kind == ContactKind.EMAIL:
                check_email(value)
        except ValidationError as error:
            self.add_error("value", error)
        return found

    def way(self) -> Way:
        """As actions take it."""
        return Way(**{name: self.cleaned_data[name] for name in ("kind", "value", "remark")})


class NoteForm(forms.Form):
    """Clinical text."""

    text = Lines(label=later("page.patients.note"), letters=20_000, rows=12, required=False)
    version = version()


class ConsentForm(forms.Form):
    """That somebody agreed."""

    given_on = Day(label=later("page.consent.given_on"))
    language = choice(later("page.consent.language"), LANGUAGES)
    how = choice(later("page.consent.how"), HOW)


class WithdrawForm(forms.Form):
    """That somebody agrees no longer."""

    why = Line(
        label=later("page.consent.why"),
        letters=300,
        required=False,
        help_text=later("page.consent.why_what"),
    )


class EraseForm(forms.Form):
    """The pseudonym, typed, so that nobody erases by mistake."""

    typed = Line(label=later("page.erase.typed"), letters=20, look=_LEFT)

    def __init__(self, *args: Any, of: str, **more: Any):
        super().__init__(*args, **more)
        self.of = of

    def clean_typed(self) -> str:
        """The pseudonym of this patient."""
        found: str = self.cleaned_data["typed"]
        if pseudonym.read(found) != self.of:
            raise ValidationError(words("page.erase.other"))
        return found
