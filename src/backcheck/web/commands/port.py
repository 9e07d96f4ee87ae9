"""A port that is ours alone, for as long as it is held."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterator

HOST = "127.0.0.1"
USUAL = range(8000, 8100)
_HERE = (HOST, "::1")
_EVERYWHERE = ("0.0.0.0", "::")


class PortUnavailable(ValueError):
    """The port can't be used; the message says what to do instead."""


@contextlib.contextmanager
def held(port: int | None, is_everywhere: bool = False) -> Iterator[int]:
    """Hold a port while the server runs, so that no second one can share it unnoticed.

    The server sets SO_REUSEPORT, with which two of them would both succeed and answer in turn.
    ``localhost`` may also mean ::1, so that side is held too, unanswered: browsers then come here.

    Args:
        port: the one to hold, 0 for any free one, None for 8000 or the next free one.
        is_everywhere: held at every address of this computer, not at localhost alone.

    Raises:
        PortUnavailable: it is in use, or not allowed.
    """
    addresses = _EVERYWHERE if is_everywhere else _HERE
    taken = _first_free(addresses) if port is None else _taken(port, addresses)
    with contextlib.ExitStack() as stack:
        for each in taken:
            stack.enter_context(each)
        yield taken[0].getsockname()[1]


def _first_free(addresses: tuple[str, str]) -> list[socket.socket]:
    for port in USUAL:
        with contextlib.suppress(PortUnavailable):
            return _taken(port, addresses)
    raise PortUnavailable(f"no port from {USUAL[0]} to {USUAL[-1]} is free; name one with --port")


def _taken(port: int, addresses: tuple[str, str]) -> list[socket.socket]:
    try:
        here = _bound(socket.AF_INET, addresses[0], port)
    except OSError as error:
        raise _unavailable(port, error) from error
    if not has_ipv6():
        return [here]
    try:
        return [here, _bound(socket.AF_INET6, addresses[1], here.getsockname()[1])]
    except OSError as error:
        here.close()
        raise _unavailable(port, error) from error


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            found.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        if sys.platform == "linux":
            # Connections that have just ended don't matter, but after binding nobody may follow ...
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        if sys.platform == "linux":
            # ... except the server of this same person, which asks for exactly this option.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    except OSError:
        found.close()
        raise
    return found


def has_ipv6() -> bool:
    """Whether this computer knows IPv6."""
    try:
        _bound(socket.AF_INET6, "::1", 0).close()
    except OSError:
        return False
    return True


def _unavailable(port: int, error: OSError) -> PortUnavailable:
    why = (error.strerror or str(error)).lower()
    return PortUnavailable(f"port {port}: {why}; name another with --port, or leave it out")
