"""The demo's own folder: filled anew for each day and release, and never over anything else."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from backcheck import __version__
from backcheck.interchange.course_file import to_csv
from backcheck.web.courses.clinic import ABOUT, COURSES
from backcheck.web.kit.build import forget

from .making import made
from .recipe import orders

_KIND = "simulated"
_EPOCH = date(1970, 1, 1)


class NotADemo(ValueError):
    """The folder holds something else; the message says what to do."""


def fill(folder: Path, today: date) -> None:
    """Make the demo clinic of a day in its folder, unless it is there already.

    Args:
        folder: made when missing; it may hold a demo clinic or nothing.
        today: the day on which its courses are read.

    Raises:
        NotADemo: the folder holds something else, which is left as it was.
        OSError: it can't be written.
    """
    about = _about(folder)
    told = f'kind = "{_KIND}"\ntoday = {today.isoformat()}\nrelease = "{__version__}"\n'
    if about == tomllib.loads(told) and (folder / COURSES).exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    forget(folder)
    days = float((today - _EPOCH).days)
    (folder / ABOUT).write_text(told, encoding="utf-8")
    (folder / COURSES).write_text(to_csv(made(order, days) for order in orders()), encoding="utf-8")


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
            f"{folder} holds something else than a demo clinic, and simulated courses are kept "
            "apart; name an empty folder with --data, or leave --demo out"
        )
    return about
