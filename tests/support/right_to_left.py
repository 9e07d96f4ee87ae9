"""A made-up language that is read from right to left: the English sentences in Hebrew letters.

It makes no sense; it shows where words stand, and which are not from the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from backcheck.knowledge import wording
from tools import compile_words

LANGUAGE = "he"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_HEBREW = "אבגדהפצחיקכלמנעפקרשתואבגדז"
_TURNED = str.maketrans(_LATIN + _LATIN.upper(), _HEBREW + _HEBREW)


def turned(template: str) -> str:
    """The words in Hebrew letters; what stands in braces stays."""
    parts = re.split(r"(\{[^}]*\})", template)
    return "".join(part if part.startswith("{") else part.translate(_TURNED) for part in parts)


@contextmanager
def catalogue(folder: Path) -> Iterator[str]:
    """Inside, the made-up language is there beside English; gives its name."""
    source = compile_words.whole("en")
    _save(source, folder, "en")
    for entry in source:
        entry.msgstr = turned(entry.msgstr)
        entry.msgstr_plural = {form: turned(told) for form, told in entry.msgstr_plural.items()}
    _save(source, folder, LANGUAGE)
    wording._catalogue.cache_clear()
    with mock.patch.object(wording, "LOCALE", folder):
        yield LANGUAGE
    wording._catalogue.cache_clear()


def _save(source: compile_words.polib.POFile, folder: Path, language: str) -> None:
    target = folder / language / "LC_MESSAGES" / f"{wording.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    source.save_as_mofile(str(target))
