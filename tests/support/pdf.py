"""What a PDF says and shows, read by another library than the one that made it."""

from __future__ import annotations

from typing import NamedTuple

import pypdfium2


class Sheet(NamedTuple):
    """Pages, what the first one says in its own order, its metadata, and how much of it is ink."""

    pages: int
    text: str
    about: dict[str, str]
    ink_share: float
    tagged: bool


def read(data: bytes) -> Sheet:
    """Open the bytes of a PDF."""
    found = pypdfium2.PdfDocument(data)
    page = found[0]
    shades = page.render(scale=1.0, grayscale=True).to_numpy()
    return Sheet(
        len(found),
        page.get_textpage().get_text_range(),
        found.get_metadata_dict(),
        float((shades < 128).mean()),
        bool(found.is_tagged()),
    )
