"""The command lines of what keeps a clinic. What they need is imported when one of them runs."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcheck.web.configuration.configuration import Configuration
    from backcheck.web.keeping.copied import Counting

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_BACKUP = """\
Back the clinic up while it is running, into one encrypted file of the name
backcheck-YYYY-MM-DDTHHMMSS.backup. The file appears once it was read back, decrypted and checked.
Printed are its path and the head of the trail; docs/backup.md says how to keep both."""
_RESTORE = """\
Bring a backup back, into a place where no clinic is: an empty data folder, or an empty PostgreSQL
database. It is opened with the keyring in the folder of keys, or with the recovery paper. Nothing
that looks like a clinic is there before all of it was proved, the trail included."""
_TICK = """\
Do what is due: a backup when the last good one is too old (BACKCHECK_BACKUP_EVERY_HOURS), and
the clearing of old backups (kept are the newest of 7 days, 4 weeks and 12 months) and of sessions
that ended. Two never run at once. `serve` does this by itself every minute."""


def add_to(commands: _Commands) -> None:
    """Add the commands."""
    backup = _added(commands, "backup", "one encrypted file of everything", _BACKUP)
    backup.add_argument(
        "out",
        nargs="?",
        type=Path,
        metavar="OUT",
        help="a folder, or a file that isn't there yet (default: the folder BACKCHECK_BACKUPS)",
    )
    backup.set_defaults(web=_backup)
    restore = _added(commands, "restore", "bring a backup back, into an empty place", _RESTORE)
    restore.add_argument("file", type=Path, metavar="FILE", help="a file of backup")
    restore.add_argument(
        "--paper",
        action="store_true",
        help="ask for the recovery paper, on the terminal or on standard input",
    )
    restore.set_defaults(web=_restore)
    tick = _added(commands, "tick", "do what is due, such as a backup", _TICK)
    tick.add_argument("--beside", action="store_true", help=argparse.SUPPRESS)
    tick.set_defaults(web=_tick)


def _added(commands: _Commands, name: str, what: str, description: str) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=what,
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _backup(configuration: Configuration, given: argparse.Namespace, count: Counting) -> None:
    from .backup import backup, told  # noqa: PLC0415 see above
    from .installation import ready_to_read  # noqa: PLC0415

    ready_to_read(configuration)
    made = backup(configuration, given.out, count)
    for warning in made.warnings:
        print(warning, file=sys.stderr)
    print(told(made))


def _restore(configuration: Configuration, given: argparse.Namespace, count: Counting) -> None:
    from .installation import refuse_keys_in_data  # noqa: PLC0415 see above
    from .restore import restore, told  # noqa: PLC0415

    refuse_keys_in_data(configuration)
    print(told(restore(configuration, given.file, _typed if given.paper else None, count)))


def _typed() -> str:
    """What somebody reads from the paper; it isn't shown, since others may be looking."""
    if sys.stdin.isatty():
        return getpass.getpass("The recovery paper, 8 groups of 5 letters: ")
    return sys.stdin.readline()


def _tick(configuration: Configuration, given: argparse.Namespace, _: Counting) -> None:
    from .installation import ready  # noqa: PLC0415 see above
    from .tick import keep_ticking, tick  # noqa: PLC0415

    ready(configuration)
    if given.beside:
        keep_ticking(lambda: tick(configuration))
        return
    for line in tick(configuration):
        print(line, file=sys.stderr)
