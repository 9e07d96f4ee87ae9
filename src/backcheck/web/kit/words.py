"""The catalogue's words for a page, in the language of whoever asks."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import get_language

from backcheck.knowledge.sentence import Parameter
from backcheck.knowledge.wording import label


def spoken() -> str:
    """The language of this request."""
    return get_language() or "en"


def words(key: str, **parameters: Parameter) -> str:
    """A text of the catalogue, now."""
    return label(key, spoken(), **parameters)


later = lazy(words, str)
later.__doc__ = "The same, chosen when it is shown: for what is written down once, like a form."
