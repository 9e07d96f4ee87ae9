"""How a page is looked at by the browser: languages, sizes, light and dark."""

from __future__ import annotations

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
LOCALES = {"en": "en-GB", "he": "he-IL"}
# Every two of language, size and scheme are seen together.
LOOKS = (
    ("en", "phone", "light"),
    ("en", "desktop", "dark"),
    ("he", "phone", "dark"),
    ("he", "desktop", "light"),
)
