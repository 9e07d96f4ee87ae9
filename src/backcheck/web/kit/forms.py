"""What a visitor may ask of any answer."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest

from backcheck.knowledge.wording import Audience

from .words import later

WHOSE = (Audience.PRACTITIONER, Audience.PATIENT)


class WordsForm(forms.Form):
    """Whose words the answer uses."""

    words = forms.TypedChoiceField(
        label=later("page.words.whose"),
        choices=[(reader.value, later(f"page.words.{reader.value}")) for reader in WHOSE],
        initial=Audience.PRACTITIONER.value,
        widget=forms.RadioSelect,
        coerce=Audience,
        required=False,
        empty_value=Audience.PRACTITIONER,
    )


def words_asked(request: HttpRequest, usual: Audience = Audience.PRACTITIONER) -> Audience:
    """Whose words the address asks for; the usual ones where it doesn't say."""
    asked = request.GET.get("words")
    return next((each for each in WHOSE if each.value == asked), usual)
