"""Compile each language's sentences (.po, a file a subject) to the one .mo read at run time.

python -m tools.compile_words
"""

from __future__ import annotations

from pathlib import Path

import polib

from backcheck.knowledge.wording import DOMAIN, LOCALE


class SaidTwice(ValueError):
    """Two files of one language hold the same sentence."""


def languages() -> list[str]:
    """The languages that have sources."""
    return sorted(folder.name for folder in LOCALE.iterdir() if any(folder.rglob("*.po")))


def subjects(language: str) -> list[Path]:
    """The sources of a language."""
    return sorted((LOCALE / language / "LC_MESSAGES").glob("*.po"))


def whole(language: str) -> polib.POFile:
    """Every sentence of a language, in the order of its files.

    Raises:
        SaidTwice: a sentence stands in two places.
    """
    found = polib.POFile()
    for source in subjects(language):
        part = polib.pofile(str(source))
        found.metadata = found.metadata or part.metadata
        if part.metadata != found.metadata:
            raise ValueError(f"{source} has another header than the files before it")
        found.extend(part)
    keys = [(entry.msgctxt, entry.msgid) for entry in found]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise SaidTwice(f"{language}: {twice}")
    return found


def compiled(language: str) -> Path:
    """Where the program reads a language."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo"


if __name__ == "__main__":
    for each in languages():
        whole(each).save_as_mofile(str(compiled(each)))
        print(compiled(each).relative_to(LOCALE))
