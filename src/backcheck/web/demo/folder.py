"""The demo's own folder: filled anew for each day and release, and never over anything else."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path

from backcheck import __version__
from backcheck.interchange.course_file import to_csv
from backcheck.web.courses.clinic import ABOUT, COURSES, EPOCH, NoClinic, clinic_in
from backcheck.web.kit.build import forget

from .making import made
from .recipe import orders

_KIND = "simulated"
_OTHERS_MAY_WRITE = 0o022


class NotADemo(ValueError):
    """The folder holds something else, or is not ours alone; the message says what to do."""


def fill(folder: Path, today: date) -> None:
    """Make the demo clinic of a day in its folder, unless it is there already.

    Args:
        folder: made when missing; it may hold a demo clinic or nothing.
        today: the day on which its courses are read.

    Raises:
        NotADemo: the folder holds something else, which is left as it was, or is somebody else's.
        OSError: it can't be written.
    """
    told = f'kind = "{_KIND}"\ntoday = {today.isoformat()}\nrelease = "{__version__}"\n'
    if _about(folder) == tomllib.loads(told) and _is_whole(folder):
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _make_private(folder)
    forget(folder)
    days = float((today - EPOCH).days)
    _write(folder / COURSES, to_csv(made(order, days) for order in orders()))
    _write(folder / ABOUT, told)  # last: what it says is true of the courses beside it


def _about(folder: Path) -> dict[str, object] | None:
    """What the folder says of itself; None where there is nothing yet."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return None
    try:
        about = tomllib.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        about = {}
    if about.get("kind") != _KIND:
        raise NotADemo(
            f"{folder} holds something else than a demo clinic, or one that can't be read, and "
            "simulated courses are kept apart; name an empty folder with --data, or leave "
            "--demo out"
        )
    return about


def _is_whole(folder: Path) -> bool:
    try:
        clinic_in(folder)
    except NoClinic:
        return False
    return True


def _make_private(folder: Path) -> None:
    """Answers are kept in it and read back, so nobody else may write there."""
    if os.name == "nt":
        return  # a user's own folders are their own there
    if folder.stat().st_uid != os.getuid():
        raise NotADemo(f"{folder} belongs to somebody else; name a folder of yours with --data")
    if folder.stat().st_mode & _OTHERS_MAY_WRITE:
        folder.chmod(0o700)


def _write(path: Path, text: str) -> None:
    """A file is there whole or not at all."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
