"""A blind index: finding a sealed value by what it is, in a database that can't be read.

A token is ``key id|HMAC-SHA256``, of a value in its search form, cut to 128 bits. Its key is
derived (HKDF) from an index key, which is never a sealing key, for one kind of value in one scope,
the clinic: a telephone has another token as an identity number, and in another clinic.

What it gives away to somebody who has the database and no key: which rows of one clinic have the
same value. For phones and identity numbers that is who shares one. Of a name the whole is indexed
and never its words: a word's token would be counted, and the commonest family names of a country
are known with their shares.

There are no tokens for the first letters of a name. They would be few and their shares are known
(a language has some twenty first letters), and those for one, two and three letters of a name
would stand in one row and spell out the beginnings of most names. To search by the beginning of a
name, the clinic's names are opened in memory and asked (``normal.begins``), which gives nothing
away.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from enum import Enum

from . import normal
from .faults import NothingToIndex
from .keys import Key, Keyring, derived

_KEPT_BYTES = 16


class Kind(Enum):
    """What kind of value is indexed."""

    PHONE = "phone"
    IDENTITY = "identity"
    NAME = "name"


_FORMS = {Kind.PHONE: normal.phone, Kind.IDENTITY: normal.identity, Kind.NAME: normal.name}


def blind(keyring: Keyring, kind: Kind, value: str, scope: str) -> str:
    """The token to store beside a sealed value.

    Args:
        keyring: its current index key is used.
        kind: says how the value is brought to its search form.
        value: as it was typed.
        scope: the clinic's key; tokens of two scopes can't be compared.

    Raises:
        NothingToIndex: nothing of the value is left in its search form.
    """
    return _token(keyring.current_index, kind, _form(kind, value), scope)


def sought(keyring: Keyring, kind: Kind, value: str, scope: str) -> tuple[str, ...]:
    """The tokens to search for, one for each index key, so that rows are found during a rotation.

    Raises:
        NothingToIndex: see ``blind``.
    """
    form = _form(kind, value)
    return tuple(_token(key, kind, form, scope) for key in reversed(keyring.indexing))


def index_key_of(token: str) -> str:
    """The id of the index key that made a token; another than the current one is to be renewed."""
    return token.partition("|")[0]


def _form(kind: Kind, value: str) -> str:
    form = _FORMS[kind](value)
    if not form:
        raise NothingToIndex(f"There is nothing to search for in this {kind.value}.")
    return form


def _token(key: Key, kind: Kind, form: str, scope: str) -> str:
    secret = derived(key.secret, f"backcheck blind index|{kind.value}|{scope}")
    cut = hmac.digest(secret, form.encode(), "sha256")[:_KEPT_BYTES]
    return f"{key.id}|{urlsafe_b64encode(cut).decode().rstrip('=')}"
