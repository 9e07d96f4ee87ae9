"""Reading accounts, their second factors and their sign-ins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from backcheck.web.audit.event import Item, Verb
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import events_about
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.queries import accounts_of

_OF_SIGNING_IN = (
    Verb.SIGN_IN,
    Verb.SIGN_IN_FAILED,
    Verb.SIGN_IN_AGAIN,
    Verb.LOCKED_OUT,
    Verb.SIGN_OUT,
)


@dataclass(frozen=True, slots=True)
class Factor:
    """A second factor, as a page shows it."""

    id: int
    is_passkey: bool
    name: str
    made_at: datetime
    used_at: datetime | None


def account_of(clinic: UUID, account: UUID) -> Account | None:
    """An account of a clinic, if there is such a one."""
    return people_of(clinic).filter(pk=account).first()


def people_of(clinic: UUID) -> QuerySet[Account]:
    """Everybody of a clinic; ``has_factor`` says whether they chose a second one."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"))
    return accounts_of(clinic).annotate(has_factor=Exists(factors))


def factors_of(account: UUID) -> list[Factor]:
    """The apps and passkeys of an account, the oldest first."""
    rows = Authenticator.objects.filter(user=account).order_by("created_at", "pk")
    return [_factor(each) for each in rows.exclude(type=Authenticator.Type.RECOVERY_CODES)]


def factor_of(account: UUID, factor: int) -> Factor | None:
    """One of them."""
    return next((each for each in factors_of(account) if each.id == factor), None)


def codes_left(account: UUID) -> int:
    """How many recovery codes were not used yet."""
    codes = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    return 0 if codes is None else len(codes.wrap().get_unused_codes())


def sign_ins_of(clinic: UUID, account: UUID) -> QuerySet[AuditEvent]:
    """Who came in by an account, or tried to, the latest first."""
    verbs = [verb.value for verb in _OF_SIGNING_IN]
    return events_about(clinic, Item("account", str(account))).filter(verb__in=verbs)


def _factor(row: Authenticator) -> Factor:
    is_passkey = row.type == Authenticator.Type.WEBAUTHN
    name = row.wrap().name if is_passkey else ""
    return Factor(row.pk, is_passkey, name, row.created_at, row.last_used_at)
