"""Signing a version of a rule set, and withdrawing that. Each act is recorded in the trail."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from backcheck.knowledge.rule_sets import RuleSet
from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.models import Clinic

from .models import Review


class SignedMeanwhile(Exception):
    """Somebody of the clinic signed this version after the form was shown."""


class NotSigned(Exception):
    """There is nothing to withdraw: somebody else did."""


@transaction.atomic
def sign(who: Member, found: RuleSet, reason: str) -> None:
    """Sign a rule set as it is now.

    Raises:
        SignedMeanwhile: a signature under it stands already.
    """
    Clinic.objects.select_for_update().get(pk=who.clinic)  # two can't sign at once
    if _standing(who, found).exists():
        raise SignedMeanwhile
    row = Review.objects.create(
        clinic_id=who.clinic,
        rule_set=found.id,
        version=found.version,
        content_sha256=found.sha256,
        name=who.name,
        signed_by_id=who.id,
        signed_at=timezone.now(),
        reason=reason,
    )
    _tell(who, Verb.SIGN, row)


@transaction.atomic
def withdraw(who: Member, found: RuleSet, why: str) -> None:
    """End the signature under a rule set as it is now; the row stays, with its reason.

    Raises:
        NotSigned: none stands.
    """
    row = _standing(who, found).first()
    if row is None:
        raise NotSigned
    row.withdrawn_at, row.withdrawn_by_id, row.withdrawn_why = timezone.now(), who.id, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    _tell(who, Verb.WITHDRAW, row)


def _standing(who: Member, found: RuleSet) -> QuerySet[Review]:
    return Review.objects.select_for_update().filter(
        clinic=who.clinic,
        rule_set=found.id,
        content_sha256=found.sha256,
        withdrawn_at=None,
    )


def _tell(who: Member, verb: Verb, row: Review) -> None:
    said = {"rule_set": row.rule_set, "version": row.version, "sha256": row.content_sha256}
    what = Item("review", str(row.pk))
    record(verb=verb, what=what, clinic=who.clinic, details=said, by=who.person)
