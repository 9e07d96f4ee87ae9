"""The command line of ``backcheck link``."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcheck.web.configuration.configuration import Configuration

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_USUAL_PORT, _PORT_OF_HTTPS = 8000, 443
_LINK = """\
Print a one-time link: for the owner of a new clinic, or with --for for somebody of a clinic who
can't sign in any more and chooses password and second factor anew. It holds for an hour, or with
--for for a day. An earlier one of the same kind that was not used ends."""


def add_to(commands: _Commands) -> None:
    """Add the command."""
    link = commands.add_parser(
        "link",
        help="a one-time way in",
        description=_LINK,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    link.add_argument(
        "--for", dest="name", metavar="NAME", help="the sign-in name of somebody who can't sign in"
    )
    link.add_argument(
        "--address",
        type=_address,
        metavar="URL",
        help="where the clinic is served (default: https and the name of BACKCHECK_HOST, or "
        "http://localhost:8000)",
    )
    link.set_defaults(web=_link)


def _link(configuration: Configuration, arguments: argparse.Namespace, _: object) -> None:
    from backcheck.web.configuration.way import way_of  # noqa: PLC0415

    from .installation import ready  # noqa: PLC0415
    from .link import link  # noqa: PLC0415

    ready(configuration)
    way = way_of(configuration)
    usual = way.address(_PORT_OF_HTTPS if way.is_https else _USUAL_PORT)
    print(link(arguments.address or usual, arguments.name))


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+/?", text):
        raise argparse.ArgumentTypeError("write where it is served, like https://clinic.example")
    return text
