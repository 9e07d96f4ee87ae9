"""What templates can't do by themselves."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def in_groups(secret: str) -> str:
    """A secret in groups of four letters, as it is read from a screen and typed."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
