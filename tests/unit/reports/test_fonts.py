"""The shipped fonts are the ones the page beside them names, with their licence."""

from __future__ import annotations

import hashlib
import re

from backcheck.reports.glyphs import FONTS

_README = (FONTS / "README.md").read_text(encoding="utf-8")


def test_every_font_is_what_it_was():
    told = dict(re.findall(r"\| `([\w-]+\.ttf)` \| `([0-9a-f]{64})` \|", _README))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")
    }
    assert len(found) == 4
    assert told == found


def test_each_family_has_its_licence():
    for name in re.findall(r"OFL-\w+\.txt(?=\))", _README):
        text = (FONTS / name).read_text(encoding="utf-8")
        assert "Noto Project Authors" in text
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
