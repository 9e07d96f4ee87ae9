"""README.txt: what the file is and how it is to be kept, in every language of the catalogue."""

from __future__ import annotations

from backcheck.knowledge.wording import label, languages

from .form import EARLIER, MANIFEST, SCHEMA, TABLES, TRAIL, TRAIL_CSV

PARTS = ("title", "clear", "files", "left_out", "import", "trail", "same")
_BETWEEN = "\n\n"
_NAMES = {
    "manifest": MANIFEST,
    "tables": TABLES,
    "schema": SCHEMA,
    "trail": TRAIL,
    "sheet": TRAIL_CSV,
    "earlier": EARLIER,
    "command": "backcheck import FILE.zip",
}


def readme() -> str:
    """The whole text, one language after the other."""
    return _BETWEEN.join(_in(language) for language in languages()) + "\n"


def _in(language: str) -> str:
    texts = (label(f"page.clinic_export.readme_{part}", language, **_NAMES) for part in PARTS)
    return _BETWEEN.join(texts)
