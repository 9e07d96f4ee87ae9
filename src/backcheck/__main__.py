"""The command ``backcheck``: the command line, and the web imported only when it is asked for."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from backcheck.cli.exits import BadInput, WrongUsage, ending
from backcheck.cli.parser import parser
from backcheck.web.commands import keeping_lines

if TYPE_CHECKING:
    from backcheck.web.commands.listening import Listening
    from backcheck.web.configuration.configuration import Configuration

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_SERVE = """\
Serve the pages until interrupted; the address is printed once they answer. Without --host they are
there on this computer alone; under a name they are served to others, over HTTPS. With --demo it is
a clinic of simulated courses to walk through, on this computer alone. Without it, course files
from elsewhere are answered, and nothing of them is kept."""


_AUDIT = "The trail: every act is an event, and every event is tied to the one before it."
_VERIFY = """\
Follow the trail from its first event to its last. Exit code 0 and one line with the head when it
is whole; 1 and the first place that isn't what was written otherwise. Who can write to the
database can cut off its end unseen: write the head down elsewhere, and give it here next time."""


def _add_serve(commands: _Commands) -> None:
    serve = commands.add_parser(
        "serve",
        help="the pages, on this computer alone or under a name",
        description=_SERVE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    serve.add_argument("--demo", action="store_true", help="a clinic of simulated courses")
    serve.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help="the demo's own folder (default: demo in the data folder, a setting)",
    )
    serve.add_argument(
        "--port",
        type=_port,
        metavar="N",
        help="the port (default: 443 under a name, 8000 behind a proxy, else 8000 or the next "
        "free one)",
    )
    serve.add_argument(
        "--host", type=_host, metavar="NAME", help="the name people type (default: localhost)"
    )
    serve.add_argument(
        "--cert", type=Path, metavar="FILE", help="the certificate of that name, in PEM"
    )
    serve.add_argument("--key", type=Path, metavar="FILE", help="its private key, in PEM")
    serve.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> None:
    if arguments.data == Path():
        raise WrongUsage("--data: write the name of a folder")
    if arguments.data is not None and not arguments.demo:
        raise WrongUsage("--data names the folder of a demo clinic so far; add --demo")
    configuration = _configuration()
    if arguments.demo:
        _serve_demo(arguments, configuration)
    else:
        _serve_clinic(arguments, configuration)


def _serve_demo(arguments: argparse.Namespace, configuration: Configuration) -> None:
    if arguments.host not in (None, "localhost") or arguments.cert or arguments.key:
        raise WrongUsage(
            "--demo is for this computer alone; leave out --host, --cert and --key, or --demo"
        )
    from backcheck.web.commands.listening import Listening  # noqa: PLC0415

    _serving(Listening(port=arguments.port), _demo(arguments.data or configuration.data / "demo"))


def _serve_clinic(arguments: argparse.Namespace, configuration: Configuration) -> None:
    from backcheck.web.commands.certificate import ends_soon  # noqa: PLC0415
    from backcheck.web.commands.listening import (  # noqa: PLC0415
        BadCertificate,
        NoSuchWay,
        check,
        listening,
    )
    from backcheck.web.sealing.faults import SealingFault  # noqa: PLC0415
    from backcheck.web.sealing.session_key import make_session_key  # noqa: PLC0415

    now = datetime.now(UTC)
    try:
        where = listening(
            configuration, arguments.host, arguments.cert, arguments.key, arguments.port
        )
        check(where, now)
        make_session_key(configuration.keys)
    except NoSuchWay as error:
        raise WrongUsage(str(error)) from error
    except (BadCertificate, SealingFault) as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(f"the key of the sessions can't be written: {error}") from error
    if where.pair and (warning := ends_soon(where.pair, now)):
        print(warning, file=sys.stderr)
    _serving(where, None)


def _serving(where: Listening, clinic: Path | None) -> None:
    from backcheck.web.commands.port import PortUnavailable  # noqa: PLC0415
    from backcheck.web.commands.serve import serve  # noqa: PLC0415

    try:
        serve(where, clinic)
    except PortUnavailable as error:
        raise BadInput(str(error)) from error


def _configuration() -> Configuration:
    from backcheck.web.configuration.reading import here  # noqa: PLC0415
    from backcheck.web.configuration.setting import WrongSettings  # noqa: PLC0415

    try:
        return here()
    except WrongSettings as error:
        raise BadInput(str(error)) from error


def _demo(data: Path) -> Path:
    from backcheck.processes import WorkerEnded  # noqa: PLC0415
    from backcheck.web.commands.demo import demo  # noqa: PLC0415
    from backcheck.web.demo.folder import NotADemo  # noqa: PLC0415

    try:
        return demo(data)
    except NotADemo as error:
        raise BadInput(str(error)) from error
    except OSError as error:
        raise BadInput(f"the demo clinic can't be written: {error}") from error
    except WorkerEnded as error:
        raise BadInput(f"the demo clinic is not filled yet: {error}; run it again") from error


def _add_audit(commands: _Commands) -> dict[str, argparse.ArgumentParser]:
    """Add the command; its own commands by their whole names."""
    audit = commands.add_parser(
        "audit", help="the trail of who did what", description=_AUDIT, allow_abbrev=False
    )
    below = audit.add_subparsers(title="commands", metavar="COMMAND", required=True)
    verify = below.add_parser(
        "verify",
        help="is every event there and unchanged?",
        description=_VERIFY,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    verify.add_argument(
        "--head",
        type=_head,
        metavar="CODE",
        help="the code that ended the trail when it was verified before: shows what was cut off",
    )
    verify.set_defaults(run=_verify)
    return {f"audit {name}": each for name, each in below.choices.items()}


def _verify(arguments: argparse.Namespace) -> None:
    configuration = _configuration()
    from backcheck.web.audit.keys import KeyTrouble  # noqa: PLC0415
    from backcheck.web.audit.verify import Broken  # noqa: PLC0415
    from backcheck.web.commands.audit import NoTrail, told, verify_trail  # noqa: PLC0415

    try:
        found = verify_trail(configuration, arguments.head)
    except (NoTrail, KeyTrouble) as error:
        raise BadInput(str(error)) from error
    if isinstance(found, Broken):
        raise BadInput(f"The trail is broken at {found.number}: {found.told}")
    print(told(found))


def _kept(arguments: argparse.Namespace) -> None:
    """A command of the web room, with what it may refuse told in a sentence."""
    configuration = _configuration()
    from backcheck.cli.progress import counting  # noqa: PLC0415
    from backcheck.web.commands.set_up import FAULTS  # noqa: PLC0415

    try:
        arguments.web(configuration, arguments, counting)
    except FAULTS as error:
        raise BadInput(str(error)) from error


def _head(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise argparse.ArgumentTypeError("a head is the 64 letters 0-9 and a-f that verify printed")
    return text


def _host(text: str) -> str:
    from backcheck.web.configuration.host import host  # noqa: PLC0415

    try:
        return host(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 2**16):
        raise argparse.ArgumentTypeError("a port is a number from 0 (any free one) to 65535")
    return int(text)


def every_command() -> dict[str, argparse.ArgumentParser]:
    """The parser of every command, by name, for the documents."""
    _, commands = parser()
    _add_serve(commands)
    keeping_lines.add_to(commands)
    named = dict(commands.choices)
    return named | _add_audit(commands)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    whole, commands = parser()
    _add_serve(commands)
    _add_audit(commands)
    keeping_lines.add_to(commands)
    chosen = whole.parse_args(arguments)
    return ending(lambda: _kept(chosen) if "web" in chosen else chosen.run(chosen))


def run() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
