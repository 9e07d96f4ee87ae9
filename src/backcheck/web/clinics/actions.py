"""Making accounts. Each act is recorded in the trail with what it changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Person, Verb

from .links import use_up
from .models import Account, Clinic, OneTimeLink
from .roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """What somebody chose who came by a link."""

    username: str
    name: str
    password: str
    language: str


@transaction.atomic
def begin(link: OneTimeLink, chosen: NewAccount, clinic_name: str = "") -> Account:
    """Make the account of a link, and its clinic where it is the first of one.

    Raises:
        LinkSpent: the link was used meanwhile.
        IntegrityError: the sign-in name is taken.
    """
    use_up(link)
    now = timezone.now()
    clinic = link.clinic or Clinic.objects.create(name=clinic_name, made_at=now)
    account = Account(
        clinic=clinic,
        role=Role(link.role).value,
        username=chosen.username.casefold(),
        name=chosen.name,
        language=chosen.language,
        made_at=now,
    )
    account.set_password(chosen.password)
    account.save(force_insert=True)
    record(
        verb=Verb.WRITE,
        what=Item("account", str(account.pk)),
        clinic=clinic.pk,
        details={"role": account.role, "link": str(link.pk)},
        by=Person(str(account.pk), account.name),
    )
    return account
