"""The name under which people reach the pages, and who may stand between."""

from __future__ import annotations

import ipaddress
import re

HERE = "localhost"
_PROXY = "127.0.0.1"
_LONGEST = 253
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_FORM = "write the name alone, as in clinic.example.org, without https:// and without a port"


def host(text: str) -> str:
    """The name people type; ``localhost`` when there is none, for this computer alone.

    Raises:
        ValueError: it is no name of a server.
    """
    name = text.lower()
    if name in ("", HERE, "127.0.0.1"):
        return HERE
    if _is_address(name):
        raise ValueError(
            "this is an address; write the name people type, as in clinic.example.org: browsers "
            "want a name for a certificate and a passkey"
        )
    if not name.isascii():
        raise ValueError(_in_ascii(name))
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        raise ValueError(_FORM)
    return name


def proxy(text: str) -> str | None:
    """The address of the proxy that ends HTTPS; None for none.

    Raises:
        ValueError: it isn't on this computer, so that others could read what goes between.
    """
    if text in ("", _PROXY):
        return text or None
    raise ValueError(
        f"write {_PROXY}, or leave it empty: the proxy must run on this computer, since what "
        "goes between isn't encrypted"
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def _in_ascii(name: str) -> str:
    try:
        return f"write it in the letters a to z: {name.encode('idna').decode()}"
    except UnicodeError:
        return _FORM
