"""Secrets of second factors are sealed in their rows, each for the account that it belongs to.

allauth gives the adapter a text alone, so that a secret which is read says by its type whose row
it comes from: moved to another account's row it is refused.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models.signals import post_init

from backcheck.web.sealing.in_use import keyring
from backcheck.web.sealing.keys import Keyring
from backcheck.web.sealing.seal import key_of, place_of, resealed, seal, unseal

_SECRETS = ("secret", "seed")  # of an app, and of recovery codes


class Held(str):
    """A sealed secret, and the account whose row it was read from."""

    account: UUID


def sealed_for(account: UUID, secret: str) -> str:
    """A secret as the row of an account keeps it."""
    return seal(keyring(), secret, _place(account))


def opened(held: str) -> str:
    """The secret of a row.

    Raises:
        SealingFault: it was altered, or belongs to another account.
    """
    if not isinstance(held, Held):
        raise TypeError("a secret is opened as its row holds it")
    return unseal(keyring(), str(held), _place(held.account))


def opened_for(account: UUID, sealed: str) -> str:
    """A secret that isn't in a row yet."""
    return unseal(keyring(), sealed, _place(account))


def reseal(keyring: Keyring) -> int:
    """Bring every secret under the current key, after a rotation; how many were not.

    Raises:
        SealingFault: one can't be opened; those before it are done.
    """
    keys = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN)
    return sum(_resealed(keyring, pk) for pk in list(keys.values_list("pk", flat=True)))


@transaction.atomic
def _resealed(keyring: Keyring, pk: int) -> bool:
    """Nobody uses a code of the row meanwhile."""
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    old = {name: str(row.data[name]) for name in _SECRETS if name in row.data} if row else {}
    if row is None or all(key_of(each) == keyring.current.id for each in old.values()):
        return False
    place = _place(row.user_id)
    row.data |= {name: resealed(keyring, each, place) for name, each in old.items()}
    row.save(update_fields=["data"])
    return True


def listen() -> None:
    """Mark the secrets of each row that is read."""
    post_init.connect(_mark, sender=Authenticator, dispatch_uid="people.sealed_factors")


def _mark(instance: Authenticator, **_: Any) -> None:
    data = instance.__dict__.get("data")  # deferred fields are left alone
    if not isinstance(data, dict):
        return
    for name in _SECRETS:
        if isinstance(data.get(name), str):
            held = data[name] = Held(data[name])
            held.account = instance.user_id


def _place(account: UUID) -> str:
    return place_of("mfa_authenticator", "data", account)
