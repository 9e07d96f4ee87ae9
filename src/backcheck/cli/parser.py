"""The command line's own commands. ``__main__`` adds those of the web room."""

from __future__ import annotations

import argparse

from backcheck import __version__

from . import check, plan, points, score, screen, simulate

_DESCRIPTION = """\
Backcheck: a clinic record for lower back pain that is allowed to say "stop".

It reads a course of treatment (diary ratings and visits) and answers: is the change real, is it
more than would have happened anyway, and what is the next step."""


def parser() -> tuple[argparse.ArgumentParser, argparse._SubParsersAction[argparse.ArgumentParser]]:
    """The parser with every command of this room, and where more can be added."""
    whole = argparse.ArgumentParser(
        prog="backcheck",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"backcheck {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check.add_to(commands)
    plan.add_to(commands)
    points.add_to(commands)
    score.add_to(commands)
    screen.add_to(commands)
    simulate.add_to(commands)
    return whole, commands
