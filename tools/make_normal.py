"""Print the coefficients of stats/normal.py: a Chebyshev fit of (1 + 2x) erfcx(x), by mpmath.

    python tools/make_normal.py

After Shepherd and Laframboise (1981), Math. Comp. 36:249: with t = (x - K) / (x + K) the function
is smooth on -1..1 and one polynomial serves every x >= 0.
"""

import mpmath
import numpy as np

K = 3.75
DEGREE = 24


def smooth_part(t: float) -> float:
    """(1 + 2x) erfcx(x) at the x that t stands for."""
    if t >= 1:
        return float(2 / mpmath.sqrt(mpmath.pi))
    x = mpmath.mpf(K) * (1 + mpmath.mpf(t)) / (1 - mpmath.mpf(t))
    return float((1 + 2 * x) * mpmath.exp(x * x) * mpmath.erfc(x))


if __name__ == "__main__":
    mpmath.mp.dps = 60
    fit = np.polynomial.chebyshev.chebinterpolate(np.vectorize(smooth_part), DEGREE)
    for coefficient in np.polynomial.chebyshev.cheb2poly(fit):
        print(f"    {coefficient!r},".replace("np.float64(", "").replace(")", ""))
