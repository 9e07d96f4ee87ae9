"""A clinic's folder with some of the golden courses, for as long as the tests run."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from backcheck.interchange.course_file import from_csv, to_csv
from backcheck.web.courses.clinic import ABOUT, COURSES

GOLDEN = Path(__file__).parents[1] / "spec/verdict/courses"
SHOWN = ("better-cause-unclear", "probably-helping", "refer", "no-visit-yet", "worse")


def _made() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="backcheck-clinic-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    courses = [from_csv((GOLDEN / f"{name}.csv").read_bytes())[0] for name in SHOWN]
    (folder / ABOUT).write_text('kind = "simulated"\ntoday = 2026-06-01\n', encoding="utf-8")
    (folder / COURSES).write_text(to_csv(courses), encoding="utf-8")
    return folder


CLINIC = _made()
