"""Which way ``serve`` goes, from its options and the settings; what doesn't fit is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from backcheck.web.configuration.configuration import Configuration
from backcheck.web.configuration.host import HERE
from backcheck.web.configuration.way import HTTPS_PORT, Way, way_of

from .certificate import Pair, faults
from .port import USUAL

_HTTPS = "give --cert FILE and --key FILE (or BACKCHECK_CERT and BACKCHECK_CERT_KEY)"


class NoSuchWay(ValueError):
    """Options and settings don't go together; the message says what to write."""


class BadCertificate(ValueError):
    """The certificate can't be served; the message lists every fault with what to do."""


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the pages are answered.

    Attributes:
        way: how people reach them.
        port: None for 8000 or the next free one, 0 for any free one.
        pair: the certificate; None without HTTPS, or when a proxy ends it.
    """

    way: Way = field(default_factory=Way)
    port: int | None = None
    pair: Pair | None = None

    @property
    def is_everywhere(self) -> bool:
        """Whether other computers are answered, and not this one alone."""
        return self.pair is not None


def listening(
    settings: Configuration,
    host: str | None,
    cert: Path | None,
    key: Path | None,
    port: int | None,
) -> Listening:
    """Where to listen. Options win over settings; ``host=localhost`` over all of them.

    Raises:
        NoSuchWay: they don't go together.
    """
    if host == HERE and cert is None and key is None:
        return Listening(port=port)
    asked = replace(
        settings,
        host=host or settings.host,
        cert=cert or settings.cert,
        cert_key=key or settings.cert_key,
    )
    _refuse_half(asked)
    way = way_of(asked)
    if asked.cert and asked.cert_key:
        return Listening(
            way, HTTPS_PORT if port is None else port, Pair(asked.cert, asked.cert_key)
        )
    if way.is_https and port is None:
        port = USUAL[0]  # a proxy looks at one port alone
    return Listening(way, port)


def _refuse_half(asked: Configuration) -> None:
    has_pair = asked.cert is not None and asked.cert_key is not None
    has_any = asked.cert is not None or asked.cert_key is not None
    if asked.proxy and has_any:
        raise NoSuchWay(
            "BACKCHECK_PROXY says that a proxy ends HTTPS; leave out the certificate and its key, "
            "or the proxy"
        )
    if asked.host == HERE and (asked.proxy or has_any):
        raise NoSuchWay(
            "a certificate or a proxy is for a name; write it with --host NAME (or BACKCHECK_HOST)"
            ", or leave out the other: this computer alone needs neither"
        )
    if asked.host != HERE and not asked.proxy and not has_pair:
        raise NoSuchWay(
            f"--host {asked.host}: other computers are served over HTTPS alone; {_HTTPS}, or set "
            "BACKCHECK_PROXY for a proxy that has them, or write --host localhost for this "
            "computer alone"
        )


def check(found: Listening, now: datetime) -> None:
    """Refuse a certificate that browsers would refuse.

    Raises:
        BadCertificate: for all its faults at once.
    """
    told = faults(found.pair, found.way.host, now) if found.pair else []
    if told:
        raise BadCertificate("\n".join(told))
