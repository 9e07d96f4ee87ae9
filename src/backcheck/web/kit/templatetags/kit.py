"""What templates can't see by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from backcheck import __version__
from backcheck.web.kit import words as catalogue

_MENUS = 200  # of roles, languages and counts
register = template.Library()
register.simple_tag(catalogue.words, name="words")


@register.simple_tag
def version() -> str:
    """The version of Backcheck."""
    return __version__


@register.simple_tag
def way() -> str:
    """Which way the pages run, in words."""
    if settings.CLINIC_FOLDER:
        return catalogue.words("page.way.demo")
    if settings.WAY.is_https:
        return catalogue.words("page.way.named", host=settings.WAY.host)
    return catalogue.words("page.way.here")


@register.simple_tag
def standing(name: str) -> SafeString:
    """A part of a page that is the same for everybody who reads the same language here."""
    return _standing(name, catalogue.spoken(), way())


@register.simple_tag
def menu(entries: Sequence[tuple[str, str]], counts: Mapping[str, int] | str = "") -> SafeString:
    """Where the top of a page leads: addresses and their words, with a count beside some."""
    beside = counts or {}
    assert not isinstance(beside, str)
    counted = tuple((address, word, beside.get(address, 0)) for address, word in entries)
    return _menu(counted, catalogue.spoken())


@lru_cache(_MENUS)
def _menu(entries: tuple[tuple[str, str, int], ...], _language: str) -> SafeString:
    return render_to_string("kit/menu.html", {"entries": entries})


@cache
def _standing(name: str, _language: str, _way: str) -> SafeString:
    return render_to_string(f"kit/{name}.html")
