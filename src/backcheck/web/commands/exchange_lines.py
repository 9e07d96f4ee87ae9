"""The command lines of a whole clinic in open formats. What they need is imported when one runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcheck.web.configuration.configuration import Configuration
    from backcheck.web.keeping.copied import Counting

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_EXPORT = """\
Write a whole clinic into one ZIP file of open formats, while it is running: every table, the trail,
and what each column means (docs/clinic-export.md). The file is not encrypted: keep it as you keep
paper files. No password, second factor or key is in it, so it is no backup."""
_IMPORT = """\
Take a clinic in that was exported elsewhere, from SQLite or PostgreSQL into either. All of it is
checked first and every fault told; then it is written whole or not at all. People come without a
password: a one-time link for the owner is printed, and the owner makes one for everybody else."""


def add_to(commands: _Commands) -> None:
    """Add the commands."""
    export = _added(commands, "export", "one open file of a whole clinic", _EXPORT)
    export.add_argument("out", type=Path, metavar="OUT.zip", help="a file that isn't there yet")
    export.add_argument(
        "--clinic",
        metavar="NAME-OR-ID",
        help="which one; may be left out when this installation has one clinic",
    )
    export.set_defaults(web=_export)
    taking = _added(commands, "import", "take a clinic in that was exported elsewhere", _IMPORT)
    taking.add_argument("file", type=Path, metavar="FILE.zip", help="a file of export")
    taking.set_defaults(web=_import)


def _added(commands: _Commands, name: str, what: str, description: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=what,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _export(configuration: Configuration, given: argparse.Namespace, _: Counting) -> None:
    from .export_clinic import export, told  # noqa: PLC0415 see above

    print(told(given.out, export(configuration, given.out, given.clinic)))


def _import(configuration: Configuration, given: argparse.Namespace, _: Counting) -> None:
    from .import_clinic import take_in, told  # noqa: PLC0415 see above

    print(told(take_in(configuration, given.file)))
