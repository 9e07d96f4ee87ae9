"""What templates can't see by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from backcheck import __version__
from backcheck.web.kit import words as catalogue

register = template.Library()
register.simple_tag(catalogue.words, name="words")


@register.simple_tag
def version() -> str:
    """The version of Backcheck."""
    return __version__


@register.simple_tag
def standing(name: str) -> SafeString:
    """A part of a page that is the same for everybody who reads the same language."""
    return _standing(name, catalogue.spoken())


@register.simple_tag
def menu(entries: Sequence[tuple[str, str]]) -> SafeString:
    """Where the top of a page leads: addresses and their words."""
    return _menu(tuple(entries), catalogue.spoken())


@cache  # one for each role and language
def _menu(entries: tuple[tuple[str, str], ...], _language: str) -> SafeString:
    return render_to_string("kit/menu.html", {"entries": entries})


@cache
def _standing(name: str, _language: str) -> SafeString:
    return render_to_string(f"kit/{name}.html")
