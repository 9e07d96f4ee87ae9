"""Widths guessed without a font hold for the fonts that are shipped."""

from __future__ import annotations

import json

import pytest
import typst

from backcheck.reports.glyphs import FONTS
from backcheck.reports.letters import width_of, wrapped
from tests.support.right_to_left import turned
from tools import compile_words

_MEASURE = b"""
#set text(font: ("Noto Sans", "Noto Sans Hebrew"), size: 100pt)
#context [#metadata(json(bytes(sys.inputs.said)).map(c => measure(text(
  c, weight: if sys.inputs.bold == "yes" { 700 } else { 400 },
)).width.pt())) <wide>]
"""


def _said() -> list[str]:
    """What stands on a drawing or a sheet, without what is filled in."""
    told = [e.msgstr for e in compile_words.whole("en") if e.msgctxt == "label" and e.msgstr]
    plain = [words.replace("{", "").replace("}", "") for words in told]
    return plain + [turned(words) for words in plain] + ["0123456789", "−1.5", "~21 Mar"]


def _measured(said: list[str], bold: bool) -> list[float]:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    inputs = {"said": json.dumps(said), "bold": "yes" if bold else "no"}
    compiler = typst.Compiler(_MEASURE, font_paths=fonts, sys_inputs=inputs)
    return list(json.loads(compiler.query("<wide>", field="value", one=True)))


@pytest.mark.parametrize("bold", [False, True])
def test_words_are_never_wider_and_not_much_narrower_than_guessed(bold):
    """A tenth is kept for a page's own font, and letters are put in groups by the widest."""
    said = _said()
    assert len(said) > 100
    for words, wide in zip(said, _measured(said, bold), strict=True):
        guess = width_of(words, 100.0, bold=bold)
        assert wide <= guess, words
        assert guess <= 1.4 * wide, words


def test_marks_have_no_width_and_letters_nobody_listed_have_one():
    assert width_of("\u2067\u05d0\u05b8\u2069", 10.0) == width_of("\u05d0", 10.0)
    assert width_of("漢", 10.0) > width_of("ç", 10.0) > 0.0


def test_words_are_put_on_lines_that_fit():
    assert wrapped("one two three", width_of("one two", 10.0), 10.0) == ["one two", "three"]
    assert wrapped("unbreakable", 1.0, 10.0) == ["unbreakable"]
    assert wrapped("", 10.0, 10.0) == []
