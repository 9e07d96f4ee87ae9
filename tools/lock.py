"""Write the hashed lock files, with uv: two from pyproject.toml, and one for each outside
reference.

    python3 tools/lock.py              keep the versions that still fit
    python3 tools/lock.py --upgrade    take the newest that fit (other options go to uv too)

The files name packages, versions and hashes, never the place they come from, and hold for every
platform and every Python that pyproject.toml allows. pip 23 and uv both read them.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LOCKS = {
    "requirements.lock": [],
    "requirements-test.lock": [
        *("--group", "test", "--group", "browser", "--group", "lint"),
        *("--constraints", "requirements.lock"),  # the tests run what the users run
    ],
}

REFERENCES = ("tools/references/nuts", "tools/references/peers")  # neither users nor CI need them

COMPILE = [
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
    *("--custom-compile-command", "python3 tools/lock.py"),
]


def main(options: list[str]) -> int:
    uv = shutil.which("uv")
    if uv is None:
        print("tools/lock.py: uv is needed and is not on the PATH.", file=sys.stderr)
        return 1
    env = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
    wanted = {name: ["pyproject.toml", *extra] for name, extra in LOCKS.items()}
    wanted |= {f"{each}/requirements.lock": [f"{each}/requirements.in"] for each in REFERENCES}
    for name, sources in wanted.items():
        command = [uv, *COMPILE, *sources, "--output-file", name, *options]
        done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            return done.returncode
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        print(f"{name}: {sum('==' in line for line in lines)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
