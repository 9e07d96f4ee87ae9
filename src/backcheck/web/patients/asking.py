"""What an address asks for."""

from __future__ import annotations

from django.http import HttpRequest

from backcheck.knowledge.consents import Purpose
from backcheck.knowledge.wording import languages
from backcheck.web.kit.words import spoken

from .known import Known
from .queries import identity_of


class PurposeConverter:
    """A purpose of consent in an address; anything else is no address."""

    regex = "|".join(each.value for each in Purpose)

    def to_python(self, value: str) -> Purpose:
        """As code knows it."""
        return Purpose(value)

    def to_url(self, value: str) -> str:
        """As it is written."""
        return str(value)


def text_language(request: HttpRequest, known: Known) -> str:
    """The language in which a consent is read: as the address asks, else the patient's own."""
    asked = request.GET.get("text")
    identity = identity_of(known)
    for each in (asked, identity.language if identity else None):
        if each in languages():
            return str(each)
    return spoken()
