"""A hundred people as a picture: so many of them filled, the others in outline.

Full and empty are told apart by their form, so it can be read without colour, and in print.
"""

from __future__ import annotations

from backcheck.knowledge.wording import right_to_left

from .chart_frame import ACCENT
from .chart_svg import path, tag, words

_ACROSS, _STEP, _EDGE = 20, 15, 2
_HIGH = 27
ROWS = 100 // _ACROSS
WIDTH, HEIGHT = _ACROSS * _STEP + 2 * _EDGE, ROWS * _HIGH + 2 * _EDGE
# A head, and a body with its shoulders, drawn from the middle of the head.
_PERSON = "m-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0m-1.4 15.4v-5.6a4.8 4.8 0 0 1 9.6 0v5.6z"


def people_of_100(count: int, said: str, language: str = "en") -> str:
    """The picture, of about 2 kB a hundred.

    Args:
        count: how many are filled, 0 to 100, from the side where reading starts.
        said: the same in words, for who doesn't see it.
        language: whose reading side.

    Raises:
        ValueError: count lies outside of 0 to 100.
    """
    if not 0 <= count <= 100:
        raise ValueError(f"of 100 people, {count} can't be drawn")
    return tag(
        "svg",
        tag("title", words(said)),
        path(_people(range(count), language), fill=ACCENT, stroke=ACCENT),
        path(
            _people(range(count, 100), language),
            fill="none",
            stroke="currentColor",
            stroke_opacity=0.55,
        ),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        stroke_width=1.1,
    )


def _people(who: range, language: str) -> str:
    return "".join(f"M{_x(each, language):g} {_y(each):g}{_PERSON}" for each in who)


def _x(person: int, language: str) -> float:
    across = _EDGE + _STEP * (person % _ACROSS + 0.5)
    return WIDTH - across if right_to_left(language) else across


def _y(person: int) -> float:
    return _EDGE + 5.5 + _HIGH * (person // _ACROSS)
