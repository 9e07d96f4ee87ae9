"""The command ``backcheck``: the command line, and the web imported only when it is asked for."""

from __future__ import annotations

import argparse
import sys

from backcheck.cli.exits import BadInput, ending
from backcheck.cli.parser import parser


def _add_serve(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = commands.add_parser(
        "serve", help="the page that answers a course file, on this computer alone"
    )
    serve.add_argument(
        "--port", type=_port, metavar="N", help="the port (default: 8000 or the next free one)"
    )
    serve.set_defaults(run=_serve)


def _serve(arguments: argparse.Namespace) -> None:
    from backcheck.web.commands.port import PortUnavailable  # noqa: PLC0415
    from backcheck.web.commands.serve import serve  # noqa: PLC0415

    try:
        serve(port=arguments.port)
    except PortUnavailable as error:
        raise BadInput(str(error)) from error


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 2**16):
        raise argparse.ArgumentTypeError("a port is a number from 0 (any free one) to 65535")
    return int(text)


def every_command() -> dict[str, argparse.ArgumentParser]:
    """The parser of every command, by name, for the documents."""
    _, commands = parser()
    _add_serve(commands)
    return dict(commands.choices)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code is the contract's."""
    whole, commands = parser()
    _add_serve(commands)
    chosen = whole.parse_args(arguments)
    return ending(lambda: chosen.run(chosen))


def run() -> None:
    """The console script."""
    sys.exit(main())


if __name__ == "__main__":
    run()
