"""A browser in short words, from what it says of itself."""

from __future__ import annotations

# In this order: many of them say the names of others too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def in_short(agent: str) -> str:
    """Such as "Firefox, Windows"; nothing of one that isn't known. Never what was sent itself."""
    found = (_first(agent, _BROWSERS), _first(agent, _SYSTEMS))
    return ", ".join(each for each in found if each)


def _first(agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in known if mark in agent), "")
