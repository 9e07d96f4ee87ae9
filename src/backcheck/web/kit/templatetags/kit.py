"""What templates can't see by themselves."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from backcheck import __version__
from backcheck.knowledge.wording import label
from backcheck.reports.document import Block, Facts, Sayings, Table

register = template.Library()

_TEMPLATES = {
    Facts: "kit/facts.html",
    Table: "kit/table.html",
    Sayings: "kit/sayings.html",
}


@register.filter
def template_of(block: Block) -> str:
    """The template that draws a block of a document."""
    return _TEMPLATES[type(block)]


@register.simple_tag
def caveat() -> str:
    """What every answer must be read with."""
    return label("label.caveat", get_language())


@register.simple_tag
def version() -> str:
    """The version of Backcheck."""
    return __version__
