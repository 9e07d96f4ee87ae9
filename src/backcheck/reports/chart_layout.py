"""The layouts of one drawing, for a page or a sheet and for a phone, and what is written on it.

Time runs from left to right in every language; what is read begins at the side where reading does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from backcheck.knowledge.sentence import Parameter
from backcheck.knowledge.wording import label, right_to_left

from .chart_svg import Attribute, Point, tag, words
from .letters import width_of

_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"


@dataclass(frozen=True, slots=True)
class Measures:
    """Where things are, in units of the drawing; ``plot`` is the height of the scale.

    ``letters``: how many of what somebody wrote; ``roomy``: names stand beside what they name, else
    the legend says them all; ``captioned``: verdict and day stand above.
    """

    width: int
    text: int
    left: int
    right: int
    plot: int
    dot: float
    letters: int
    roomy: bool
    captioned: bool = True
    margin: int = 6

    @property
    def line(self) -> float:
        """From one line of words to the next."""
        return 1.4 * self.text

    @property
    def caption(self) -> float:
        """The size of the verdict."""
        return 1.35 * self.text


_WIDE = Measures(width=720, text=15, left=68, right=604, plot=220, dot=3.2, letters=24, roomy=True)
_NARROW = Measures(
    width=360, text=12, left=44, right=350, plot=170, dot=2.4, letters=14, roomy=False
)


class Layout(Enum):
    """Which drawing. A phone 390 wide leaves 350 for a picture: its words are 11.7 pixels high.

    The bare ones stand where verdict and day are told beside them.
    """

    WIDE = _WIDE
    NARROW = _NARROW
    WIDE_BARE = replace(_WIDE, captioned=False)
    NARROW_BARE = replace(_NARROW, captioned=False)


@dataclass(frozen=True, slots=True)
class Paper:
    """One layout in one language."""

    at: Measures
    language: str

    def say(self, key: str, **parameters: Parameter) -> str:
        """Words of the chart."""
        return label(key, self.language, **parameters)

    def wide(self, content: str, *, bold: bool = False) -> float:
        """How wide words of the usual size are."""
        return width_of(content, self.at.text, bold=bold)

    def write(self, at: Point, content: str, anchor: str = "start", **given: Attribute) -> str:
        """Words at a point; ``anchor`` start is the left end of the words in every language.

        Isolated as a whole, so that every renderer puts them in the order they are read, whether or
        not it knows the direction of an element.
        """
        if right_to_left(self.language):
            content = f"{_RIGHT_TO_LEFT_ISOLATE}{content}{_POP_ISOLATE}"
        attributes: dict[str, Attribute] = {"x": round(at[0]), "y": round(at[1]), **given}
        if anchor != "start":
            attributes["text_anchor"] = anchor
        return tag("text", words(content), **attributes)

    def begin(self, at: Point, content: str, **given: Attribute) -> str:
        """Words that begin so far from the side where reading begins."""
        anchor = "end" if right_to_left(self.language) else "start"
        return self.write((self.across(at[0]), at[1]), content, anchor, **given)

    def finish(self, at: Point, content: str) -> str:
        """Words that end so far from the side where reading begins."""
        anchor = "start" if right_to_left(self.language) else "end"
        return self.write((self.across(at[0]), at[1]), content, anchor)

    def across(self, x: float) -> float:
        """So far from the side where reading begins."""
        return self.at.width - x if right_to_left(self.language) else x
