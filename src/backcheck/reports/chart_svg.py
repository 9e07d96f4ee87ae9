"""The few SVG elements a chart is made of: everything escaped, at most two decimals, no style.

Style stands in presentation attributes only, so a strict content policy lets the picture pass, and
text and dots take the colour of the page they are on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TIGHT = re.compile(" (-)")  # a minus parts two numbers well enough
Attribute = str | float
Point = tuple[float, float]


def tag(name: str, *content: str, **attributes: Attribute) -> str:
    """An element; ``_`` in a name becomes ``-``, ``content`` is markup already."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(clean(short(value)))}"
        for key, value in attributes.items()
    )
    return f"<{name}{given}>{''.join(content)}</{name}>" if content else f"<{name}{given}/>"


def words(text: str) -> str:
    """Text as content of an element."""
    return escape(clean(text))


def clean(text: str) -> str:
    """The text without characters that XML does not know."""
    return _NOT_IN_XML.sub("", text)


def short(value: Attribute) -> str:
    """A number with at most two decimals and no nought too many."""
    if isinstance(value, str):
        return value
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def quoted(text: str, most: int) -> str:
    """Somebody's own text: on one line, cut, and kept from turning the text around it."""
    plain = " ".join(_DIRECTIONS.sub("", clean(text)).split())
    cut = plain if len(plain) <= most else plain[: most - 1].rstrip() + "\u2026"
    return f"{_FIRST_STRONG_ISOLATE}{cut}{_POP_ISOLATE}"


def path(data: str, **attributes: Attribute) -> str:
    """A path."""
    return tag("path", d=data, **attributes)


def polyline(points: Iterable[Point]) -> str:
    """Path data through the points: the first, then each step in tenths, so that none is lost."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in points]
    steps = [(b - a, d - c) for (a, c), (b, d) in pairwise(tenths)]
    line = "".join(f" {_tenth(step / 10)}" for pair in steps for step in pair)
    (x, y), *_ = tenths
    return f"M{_tenth(x / 10)} {_tenth(y / 10)}" + _TIGHT.sub(r"\1", line.replace(" ", "l", 1))


def upright(xs: Iterable[float], top: float, bottom: float) -> str:
    """Path data of upright strokes from ``top`` to ``bottom``."""
    return "".join(f"M{_tenth(x)} {_tenth(top)}V{_tenth(bottom)}" for x in xs)


def _tenth(value: float) -> str:
    shown = f"{value:.1f}".removesuffix(".0")
    return shown.replace("0.", ".") if abs(value) < 1.0 else shown
