"""Who asks, and how: what a proxy says of it is believed from that proxy alone."""

from __future__ import annotations

import ipaddress
from collections.abc import MutableMapping
from typing import Any

_ASKER, _SCHEME = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
_OTHERS = ("HTTP_FORWARDED", "HTTP_X_REAL_IP")
_PREFIX = "HTTP_X_FORWARDED_"


class ProxySilent(ValueError):
    """The proxy doesn't say who asks, or how; the message says which lines it needs."""


def settle(request: MutableMapping[str, Any], proxy: str | None) -> None:
    """Write into a request who asks and how, and take away what anybody may have written there.

    Without the proxy's word everybody would share its address, and a lockout of one would be one
    of all; so a proxy that doesn't say it is refused.

    Args:
        request: the environment of WSGI, which is changed.
        proxy: the address whose headers are believed; None for nobody's.

    Raises:
        ProxySilent: it asks without saying for whom.
    """
    names = [name for name in request if name.startswith(_PREFIX) or name in _OTHERS]
    said = {name: str(request.pop(name)) for name in names}
    peer = _address(request.get("REMOTE_ADDR", ""))
    request["REMOTE_ADDR"] = peer or ""
    if proxy is None or peer != proxy:
        return
    # The proxy adds the last; whatever stands before it was written by whoever asked.
    asker = _address(said.get(_ASKER, "").rpartition(",")[2])
    scheme = said.get(_SCHEME, "")
    if asker is None or scheme not in ("http", "https"):
        raise ProxySilent(
            "The proxy must send X-Forwarded-For (the address of whoever asks) and "
            "X-Forwarded-Proto (http or https). docs/running.md shows the lines."
        )
    request["REMOTE_ADDR"] = asker
    request["wsgi.url_scheme"] = scheme


def _address(text: str) -> str | None:
    """An address in its shortest form; an IPv4 one that came by an IPv6 socket as IPv4."""
    try:
        found = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)
