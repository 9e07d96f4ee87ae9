"""Make stats/data/cells.npy: the frozen points of the hyperparameter cells.

    python tools/make_cells.py [SEED]

1,024 scrambled Sobol points in eight dimensions (scipy.stats.qmc, Owen scrambling); the first 128,
which the survey uses, are themselves a balanced net. Six columns are standard normal quantiles, two
stay uniform (they choose the onset and the day of a shift). The answer depends on these numbers, so
they are made once and never again.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

SEED = 2026
POINTS = 1024
TARGET = Path(__file__).parent.parent / "src/backcheck/stats/data/cells.npy"


def points(count: int, seed: int) -> np.ndarray:
    """(count, 8): six normal quantiles and two uniforms."""
    uniform = qmc.Sobol(d=8, scramble=True, rng=np.random.default_rng(seed)).random(count)
    uniform = np.clip(uniform, 1e-9, 1 - 1e-9)
    return np.column_stack([ndtri(uniform[:, :6]), uniform[:, 6:]])


if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else SEED
    np.save(TARGET, points(POINTS, seed), allow_pickle=False)
