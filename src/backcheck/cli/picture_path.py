"""Where a picture goes: told before anything is computed when it can't be had."""

from __future__ import annotations

from pathlib import Path

from .exits import WrongUsage


def picture_path(name: str) -> Path:
    """The file a picture is written to.

    Raises:
        WrongUsage: the ending names a kind of picture that can't be drawn.
    """
    if Path(name).suffix.lower() != ".svg":
        raise WrongUsage(
            f"--plot {name!r}: write a name that ends in .svg; .png and .pdf come with a later "
            "release"
        )
    return Path(name)
