"""Whether what is called probable comes true as often as it is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

_BINS = 10


def reliability(said: Sequence[float], true: Sequence[bool]) -> dict[str, Any]:
    """In tenths of the probability: how many courses, the mean said, the share that came true; and
    the expected calibration error, the mean distance of the two weighted by courses."""
    p, happened = np.asarray(said, dtype=float), np.asarray(true, dtype=float)
    place = np.minimum((p * _BINS).astype(int), _BINS - 1)
    rows, error = [], 0.0
    for tenth in range(_BINS):
        among = place == tenth
        n = int(among.sum())
        if n:
            mean, share = float(p[among].mean()), float(happened[among].mean())
            error += abs(mean - share) * n / len(p)
            rows.append([n, round(mean, 4), round(share, 4)])
    return {"n": len(p), "error": round(error, 4), "tenths": rows}
