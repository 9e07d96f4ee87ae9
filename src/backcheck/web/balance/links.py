"""Addresses that carry a question along: nothing of it is kept anywhere else."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

ABOUT = ("words", "side", "level", "line", "onward", "at", "pain", "on", "unverified")
FILTERS = ("system", "projection", "by")

Pairs = Iterable[tuple[str, str]]


def carried(asked: QueryDict, *names: str) -> list[tuple[str, str]]:
    """What the address says by these names, where it says anything."""
    return [(name, each) for name in names for each in asked.getlist(name) if each.strip()]


def address(view: str, pairs: Pairs = (), code: str = "") -> str:
    """A page of this app with these in its address."""
    here = reverse(f"balance:{view}", args=[code] if code else [])
    asked = urlencode(list(pairs))
    return f"{here}?{asked}" if asked else here


def options_at(pairs: Pairs) -> str:
    """The options of a question, without what stands above them."""
    return f"{address('points', pairs)}#options"
