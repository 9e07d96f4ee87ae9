"""The histograms of calibration.py as one small SVG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy import stats

PICTURE = Path(__file__).parents[2] / "docs/pictures/calibration.svg"
BARS = 20
_WIDTH, _HEIGHT, _GAP, _LEFT, _TOP = 200, 90, 18, 60, 40
_SURE = 0.99  # of the band in which a bar of a calibrated model lies


def drawn_picture(histograms: Mapping[tuple[str, str], np.ndarray]) -> str:
    """A row for each quantity, a column for each design; the band holds a bar in 99 of 100."""
    rows = list(dict.fromkeys(row for row, _ in histograms))
    columns = list(dict.fromkeys(column for _, column in histograms))
    width = _LEFT + len(columns) * (_WIDTH + _GAP)
    height = _TOP + len(rows) * (_HEIGHT + _GAP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12" role="img" '
        'aria-label="Histograms of P(q &lt;= truth): flat where the model is calibrated">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for place, column in enumerate(columns):
        parts.append(f'<text x="{_LEFT + place * (_WIDTH + _GAP)}" y="{_TOP - 14}">{column}</text>')
    for (row, column), values in histograms.items():
        x = _LEFT + columns.index(column) * (_WIDTH + _GAP)
        y = _TOP + rows.index(row) * (_HEIGHT + _GAP)
        parts += _bars(values, x, y)
    for place, row in enumerate(rows):
        y = _TOP + place * (_HEIGHT + _GAP) + _HEIGHT / 2
        parts.append(f'<text x="8" y="{y:g}">{row}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _bars(values: np.ndarray, x: float, y: float) -> list[str]:
    counts, _ = np.histogram(values, bins=BARS, range=(0.0, 1.0))
    expected = len(values) / BARS
    scale = _HEIGHT / (2.0 * expected)
    low, high = stats.binom.interval(_SURE, len(values), 1.0 / BARS)
    band = _HEIGHT - min(high * scale, _HEIGHT)
    found = [
        f'<rect x="{x}" y="{y + band:.1f}" width="{_WIDTH}" height="{(high - low) * scale:.1f}" '
        'fill="#d9e6ef"/>'
    ]
    step = _WIDTH / BARS
    for place, count in enumerate(counts):
        tall = min(count * scale, _HEIGHT)
        found.append(
            f'<rect x="{x + place * step + 1:.1f}" y="{y + _HEIGHT - tall:.1f}" '
            f'width="{step - 2:.1f}" height="{tall:.1f}" fill="#24597a" fill-opacity=".75"/>'
        )
    found.append(
        f'<line x1="{x}" x2="{x + _WIDTH}" y1="{y + _HEIGHT}" y2="{y + _HEIGHT}" stroke="#555"/>'
    )
    return found
