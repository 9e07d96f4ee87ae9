"""Secrets of second factors are sealed in their rows, each for the account that it belongs to.

allauth gives the adapter a text alone, so that a secret which is read says by its type whose row
it comes from: moved to another account's row it is refused.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init

from backcheck.web.sealing.in_use import keyring
from backcheck.web.sealing.seal import place_of, resealed, seal, unseal

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


def reseal() -> int:
    """Bring every secret under the current key, after a rotation; how many there are."""
    count = 0
    for factor in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).iterator():
        for name in (each for each in _SECRETS if each in factor.data):
            place = _place(factor.user_id)
            factor.data[name] = resealed(keyring(), str(factor.data[name]), place)
            count += 1
        factor.save(update_fields=["data"])
    return count


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
