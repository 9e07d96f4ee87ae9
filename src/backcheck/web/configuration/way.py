"""How the pages are reached, and what follows from it. There are two ways (ADR 16)."""

from __future__ import annotations

from dataclasses import dataclass

from .configuration import Configuration
from .host import HERE

_HERE_TOO = ("127.0.0.1", "[::1]")
HTTPS_PORT = 443


@dataclass(frozen=True, slots=True)
class Way:
    """A way to run: on this computer alone, or under a name and over HTTPS.

    Attributes:
        host: the name people type; ``localhost`` for this computer alone.
        proxy: the address of the proxy that ends HTTPS; None when nobody stands between.
    """

    host: str = HERE
    proxy: str | None = None

    @property
    def is_https(self) -> bool:
        """Whether everything goes over HTTPS: under a name, always."""
        return self.host != HERE

    @property
    def hosts(self) -> list[str]:
        """The names by which a request may ask."""
        return [self.host] if self.is_https else [HERE, *_HERE_TOO]

    def address(self, port: int) -> str:
        """What people type. A proxy is reached at the port of HTTPS, whatever ours is."""
        if not self.is_https:
            return f"http://{HERE}:{port}/"
        if self.proxy or port == HTTPS_PORT:
            return f"https://{self.host}/"
        return f"https://{self.host}:{port}/"

    def cookie(self, name: str) -> str:
        """The name of a cookie.

        Browsers share the cookies of localhost between ports, so it keeps other programs apart;
        over HTTPS its beginning keeps other hosts of the domain from setting it.
        """
        return f"__Host-backcheck_{name}" if self.is_https else f"backcheck_{name}"


def way_of(configuration: Configuration) -> Way:
    """The way that an installation has set; ``serve`` refuses one that can't be gone."""
    host = configuration.host
    return Way(host, configuration.proxy if host != HERE else None)
