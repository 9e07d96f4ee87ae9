"""Lines on logarithmic axes, side by side, as one small SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

_SIZE, _GAP, _LEFT, _TOP = 220, 80, 60, 40
_BOTTOM = 60


class Line(NamedTuple):
    """What grows with what: ``at`` is size -> time."""

    what: str
    unit: str
    at: Mapping[int, float]


def drawn_picture(lines: Sequence[Line]) -> str:
    """A square for each line; the dashed one is growth in proportion, from the largest size."""
    width = _LEFT + len(lines) * (_SIZE + _GAP)
    height = _TOP + _SIZE + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11" role="img" '
        'aria-label="Time against size on logarithmic axes; dashed: in proportion">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for place, line in enumerate(lines):
        parts += _square(line, _LEFT + place * (_SIZE + _GAP))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _square(line: Line, x: float) -> list[str]:
    sizes, times = list(line.at), list(line.at.values())
    across = _axis(sizes, x, x + _SIZE)
    down = _axis(times, _TOP + _SIZE, _TOP)
    spots = [(across(size), down(taken)) for size, taken in line.at.items()]
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in spots)
    first = max(sizes[0], sizes[-1] * min(times) / times[-1])
    straight = (across(first), down(times[-1] * first / sizes[-1]), *spots[-1])
    under, middle = _TOP + _SIZE, x + _SIZE / 2
    found = [
        _text(line.unit, x, _TOP - 16),
        f'<rect x="{x}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#999"/>',
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="#999" '
        'stroke-dasharray="4 4"/>'.format(*straight),
        f'<polyline points="{path}" fill="none" stroke="#24597a" stroke-width="2"/>',
        _text(line.what, middle, under + 40, "middle"),
    ]
    found += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="#24597a"/>' for a, b in spots]
    for place, size in _apart({a: size for (a, _), size in zip(spots, sizes, strict=True)}, 36):
        found.append(_text(f"{size:,}", place, under + 18, "middle"))
    for place, taken in _apart({b: taken for (_, b), taken in zip(spots, times, strict=True)}, 12):
        found.append(_text(f"{taken:.3g}", x - 6, place + 4, "end"))
    return found


def _apart(labels: Mapping[float, float], distance: float) -> list[tuple[float, float]]:
    """Labels that don't touch: from the largest value down, each so far from the one before."""
    kept: list[tuple[float, float]] = []
    for place, value in sorted(labels.items(), key=lambda pair: -pair[1]):
        if not kept or abs(place - kept[-1][0]) >= distance:
            kept.append((place, value))
    return kept


def _text(said: str, x: float, y: float, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{said}</text>'


def _axis(values: Sequence[float], low: float, high: float) -> Callable[[float], float]:
    """A value's place between two ends, a twentieth away from both, by its logarithm."""
    least, most = math.log(min(values)), math.log(max(values))

    def place(value: float) -> float:
        return low + (high - low) * (0.05 + 0.9 * (math.log(value) - least) / (most - least))

    return place
