"""Send the clinic's pages whatever nobody would write, far more often than the tests do.

    python drills/fuzz.py [EXAMPLES] [more of pytest]

EXAMPLES of each address and way (500 unless said; the tests take 4). Ends with 1 when an answer
was a fault of ours.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    """Run the tests of ``tests/clinic/test_fuzz.py`` with so many examples."""
    examples, *more = arguments or ["500"]
    command = [sys.executable, "-m", "pytest", "tests/clinic/test_fuzz.py", *more]
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    told = {**os.environ, "PYTHONPATH": paths, "FUZZ_EXAMPLES": examples}
    return subprocess.run(command, cwd=ROOT, env=told, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
