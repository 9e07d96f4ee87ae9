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


def words_asked(request: HttpRequest) -> Audience:
    """Whose words the address asks for; the practitioner's unless it says the patient's."""
    patient = request.GET.get("words") == Audience.PATIENT.value
    return Audience.PATIENT if patient else Audience.PRACTITIONER
