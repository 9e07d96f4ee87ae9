"""One-time links: made, asked for, and used up. The secret itself is never kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Actor, Item, Verb

from .models import Account, OneTimeLink
from .roles import Role

_BYTES = 24  # 192 random bits: nobody guesses one
HOLDS = timedelta(hours=24)
OWNERS_HOLDS = timedelta(hours=1)


class LinkSpent(Exception):
    """The link is unknown, too old or used; of which kind isn't told."""


@transaction.atomic
def make_owner_link(by: Actor) -> str:
    """The secret of a link by which a new clinic begins. Earlier unused ones end."""
    OneTimeLink.objects.filter(clinic=None, used_at=None).delete()
    return _made(None, None, Role.OWNER, "", by)


@transaction.atomic
def make_link(clinic: UUID, role: Role, name: str, by: Actor) -> str:
    """The secret of a link by which somebody joins a clinic."""
    return _made(clinic, None, role, name, by)


@transaction.atomic
def make_link_again(account: Account, by: Actor) -> str:
    """The secret of a link by which somebody who can't sign in chooses everything anew."""
    OneTimeLink.objects.filter(account=account, used_at=None).delete()
    return _made(account.clinic_id, account, Role(account.role), account.name, by)


def _made(clinic: UUID | None, account: Account | None, role: Role, name: str, by: Actor) -> str:
    secret, now = secrets.token_urlsafe(_BYTES), timezone.now()
    link = OneTimeLink.objects.create(
        secret_sha256=_hash(secret),
        clinic_id=clinic,
        account=account,
        role=role.value,
        name=name,
        made_at=now,
        ends_at=now + (HOLDS if clinic else OWNERS_HOLDS),
    )
    item = Item("link", str(link.pk))
    record(verb=Verb.WRITE, what=item, clinic=clinic, details={"role": role.value}, by=by)
    return secret


def link_of(secret: str) -> OneTimeLink:
    """The link that a secret opens.

    Raises:
        LinkSpent: there is none, or it is over.
    """
    now = timezone.now()
    found = OneTimeLink.objects.filter(
        secret_sha256=_hash(secret), used_at=None, made_at__lte=now, ends_at__gt=now
    ).first()
    if found is None:
        raise LinkSpent
    return found


def end_links_of(account: Account) -> None:
    """End what is open of somebody who is let in no more."""
    OneTimeLink.objects.filter(account=account, used_at=None).delete()


def use_up(link: OneTimeLink) -> None:
    """End a link, inside the transaction of what it was used for.

    Raises:
        LinkSpent: somebody else was quicker.
    """
    open_ones = OneTimeLink.objects.filter(pk=link.pk, used_at=None)
    if open_ones.update(used_at=timezone.now()) != 1:
        raise LinkSpent


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
