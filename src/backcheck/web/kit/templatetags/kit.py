"""What templates can't see by themselves."""

from __future__ import annotations

from functools import cache

from django import template
from django.conf import settings
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


@cache
def _standing(name: str, _language: str, _way: str) -> SafeString:
    return render_to_string(f"kit/{name}.html")
