"""Every setting there is. A new one is a field here; the documents are written from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from backcheck.knowledge.wording import languages

from .database_address import PostgreSQL, database_address
from .host import HERE, host, proxy
from .paths import file, folder
from .setting import KEY, Setting

HOME = "BACKCHECK_HOME"
_YEAR_HOURS = 8_784
# Variables that are no settings: where to look for them, and what other parts tell each other.
NO_SETTINGS: Mapping[str, str] = {
    "BACKCHECK_SETTINGS": "the file of settings; without it none is read",
    HOME: "the folder of `data` and `keys` where they aren't set; `start.py` names its own",
    "BACKCHECK_CLINIC": "set by `serve` for its own worker",
    "BACKCHECK_REAL_DATA": "real data for the tests",
}


def language(text: str) -> str:
    """A language of the catalogue."""
    known = languages()
    if text not in known:
        raise ValueError(f"write {' or '.join(known)}")
    return text


def hours(text: str) -> int:
    """A whole number of hours; 0 means never."""
    if not (text.isascii() and text.isdecimal() and int(text) <= _YEAR_HOURS):
        raise ValueError("write a whole number of hours, 0 for never")
    return int(text)


def public_keys(text: str) -> tuple[str, ...]:
    """Public keys of age, apart by spaces or commas."""
    from pyrage import RecipientError, x25519  # noqa: PLC0415 only where somebody set it

    found = tuple(text.replace(",", " ").split())
    for each in found:
        try:
            x25519.Recipient.from_str(each)
        except RecipientError as error:
            raise ValueError(
                "write public keys of age, which begin with age1 and have 62 letters"
            ) from error
    return found


def _data(environment: Mapping[str, str]) -> Path:
    home = environment.get(HOME)
    usual = platformdirs.user_data_path("backcheck", appauthor=False)
    return Path(home) / "data" if home else usual


def _keys(environment: Mapping[str, str]) -> Path:
    home = environment.get(HOME)
    usual = platformdirs.user_config_path("backcheck", appauthor=False)
    return (Path(home) if home else usual) / "keys"


def _backups(environment: Mapping[str, str]) -> Path:
    home = environment.get(HOME)
    usual = platformdirs.user_data_path("backcheck", appauthor=False)
    return Path(home) / "backups" if home else usual.with_name(f"{usual.name}-backups")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What an installation has set, read and found right."""

    data: Path = field(
        metadata={
            KEY: Setting(
                takes="a folder",
                otherwise="where this system keeps a user's data",
                help="The folder of what is kept: the database, and the demo beside it.",
                read=folder,
                default=_data,
            )
        }
    )
    keys: Path = field(
        metadata={
            KEY: Setting(
                takes="a folder",
                otherwise="`keys` where this system keeps a user's settings",
                help="The folder of the keys, apart from the data: a copy of one lacks the other.",
                read=folder,
                default=_keys,
            )
        }
    )
    backups: Path = field(
        metadata={
            KEY: Setting(
                takes="a folder",
                otherwise="beside the data",
                help="The folder of the backups; best on another disk. Old ones are cleared there.",
                read=folder,
                default=_backups,
            )
        }
    )
    backup_every_hours: int = field(
        metadata={
            KEY: Setting(
                takes="a whole number of hours, 0 for never",
                otherwise="24",
                help="How old the last good backup may be before `serve` and `tick` make one.",
                read=hours,
                default=lambda _environment: 24,
            )
        }
    )
    backup_also: tuple[str, ...] = field(
        metadata={
            KEY: Setting(
                takes="public keys of age (`age1...`), apart by spaces",
                otherwise="none",
                help="Who else can open a backup, beside the keyring and the recovery paper.",
                read=public_keys,
                default=lambda _environment: (),
                secret=True,
            )
        }
    )
    database: PostgreSQL | None = field(
        metadata={
            KEY: Setting(
                takes="`postgresql://user@host/name`, or nothing",
                otherwise="SQLite, in the data folder",
                help="The database of the clinics.",
                read=database_address,
                default=lambda _environment: None,
                secret=True,
            )
        }
    )
    language: str = field(
        metadata={
            KEY: Setting(
                takes="`en` or `he`",
                otherwise="`en`",
                help="The language of somebody whose browser asks for none that there is.",
                read=language,
                default=lambda _environment: "en",
            )
        }
    )
    host: str = field(
        metadata={
            KEY: Setting(
                takes="a name, as in `clinic.example.org`",
                otherwise="`localhost`: this computer alone",
                help="The name people type. It asks for a certificate, or a proxy that has one.",
                read=host,
                default=lambda _environment: HERE,
            )
        }
    )
    cert: Path | None = field(
        metadata={
            KEY: Setting(
                takes="a file",
                otherwise="none",
                help="The certificate of that name, in PEM, and below it what it was signed by.",
                read=file,
                default=lambda _environment: None,
            )
        }
    )
    cert_key: Path | None = field(
        metadata={
            KEY: Setting(
                takes="a file",
                otherwise="none",
                help="The certificate's private key, in PEM, which others can't read.",
                read=file,
                default=lambda _environment: None,
            )
        }
    )
    proxy: str | None = field(
        metadata={
            KEY: Setting(
                takes="`127.0.0.1`, or nothing",
                otherwise="nobody stands between",
                help="The address of the proxy that ends HTTPS, here on this computer; it alone "
                "is believed who asks, and how.",
                read=proxy,
                default=lambda _environment: None,
            )
        }
    )
