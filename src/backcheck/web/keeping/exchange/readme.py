"""README.txt: what the file is and how it is to be kept, in every language of the catalogue."""

from __future__ import annotations

from backcheck.knowledge.wording import label, languages

_PARTS = ("title", "clear", "files", "left_out", "import", "trail", "same")
_BETWEEN = "\n\n"


def readme() -> str:
    """The whole text, one language after the other."""
    return _BETWEEN.join(_in(language) for language in languages()) + "\n"


def _in(language: str) -> str:
    return _BETWEEN.join(label(f"page.clinic_export.readme_{part}", language) for part in _PARTS)
