"""The address of a PostgreSQL database, in the form its own tools take."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_FORM = "write postgresql://user@host/name, or leave it empty for SQLite in the data folder"
_SERVER = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]*)(?::([0-9]{1,5}))?")
_OPTIONS = ("sslmode", "sslrootcert")


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A database on a server; an empty host or a path is a socket of this computer."""

    name: str
    user: str
    password: str = field(repr=False)
    host: str
    port: int | None
    options: tuple[tuple[str, str], ...]

    @property
    def is_here(self) -> bool:
        """Whether what is sent stays on this computer."""
        return self.host in ("", "localhost", "127.0.0.1", "::1") or self.host.startswith("/")


def database_address(text: str) -> PostgreSQL | None:
    """The database that was asked for; None for SQLite.

    A path as the host is written with %2F for each slash. A password may follow the user after a
    colon, but is better kept in a password file, which PostgreSQL's library reads by itself.

    Raises:
        ValueError: it can't be read; the message does not repeat it, since it may hold a password.
    """
    if not text:
        return None
    if not text.isprintable() or " " in text:
        raise ValueError(f"it holds spaces or signs that can't be seen; {_FORM}")
    parts = _split(text)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError(f"only SQLite and PostgreSQL are known; {_FORM}")
    people, _, server = parts.netloc.rpartition("@")
    user, _, password = people.partition(":")
    found = _SERVER.fullmatch(server)
    name = unquote(parts.path.removeprefix("/"))
    if found is None or not user or not name or "/" in name or parts.fragment:
        raise ValueError(_FORM)
    return PostgreSQL(
        name=name,
        user=unquote(user),
        password=unquote(password),
        host=unquote(found[1]).strip("[]"),
        port=_port(found[2]),
        options=_options(parts.query),
    )


def _split(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError as error:
        raise ValueError(_FORM) from error


def _port(text: str | None) -> int | None:
    if text is None:
        return None
    if not 0 < int(text) < 2**16:
        raise ValueError("a port is a number from 1 to 65535")
    return int(text)


def _options(query: str) -> tuple[tuple[str, str], ...]:
    given = parse_qsl(query, keep_blank_values=True)
    if any(name not in _OPTIONS for name, _ in given):
        raise ValueError(f"after the question mark write {' or '.join(_OPTIONS)}, nothing else")
    return tuple(given)
