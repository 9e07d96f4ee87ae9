"""Who signed what, within a clinic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from backcheck.knowledge.rule_sets import RuleSet, rule_sets

from .models import Review


@dataclass(frozen=True, slots=True)
class Signed:
    """That somebody of the clinic signed a version: who, on which day."""

    name: str
    on: date
    version: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature as those read it who may sign: with its reasons, withdrawn or not."""

    signed: Signed
    reason: str
    is_current: bool
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_why: str


def signed(clinic: UUID, rule_set: str) -> Signed | None:
    """Who signed the rules as they are now; None when nobody did, or only an earlier version.

    Raises:
        KeyError: there is no such rule set.
    """
    found = rule_sets()[rule_set]
    row = _standing(clinic, rule_set).filter(version=found.version)
    return _first(row.filter(content_sha256=found.sha256))


def signed_version(clinic: UUID, rule_set: str, version: str) -> Signed | None:
    """Who signed this version: of the rules as they are now, or of earlier ones that were kept."""
    if version == rule_sets()[rule_set].version:
        return signed(clinic, rule_set)
    return _first(_standing(clinic, rule_set).filter(version=version))


def signed_before(clinic: UUID, rule_set: str) -> Signed | None:
    """The latest signature that stands under any version: what to say where the rules are newer."""
    return _first(_standing(clinic, rule_set))


def signatures(clinic: UUID, found: RuleSet) -> Sequence[Signature]:
    """Every signature there ever was, the latest first."""
    rows = Review.objects.filter(clinic=clinic, rule_set=found.id)
    return [_read(row, found) for row in rows.select_related("withdrawn_by").order_by("-signed_at")]


def _standing(clinic: UUID, rule_set: str) -> QuerySet[Review]:
    return Review.objects.filter(clinic=clinic, rule_set=rule_set, withdrawn_at=None)


def _first(rows: QuerySet[Review]) -> Signed | None:
    row = rows.order_by("-signed_at").first()
    return None if row is None else _signed(row)


def _signed(row: Review) -> Signed:
    return Signed(row.name, timezone.localtime(row.signed_at).date(), row.version)


def _read(row: Review, found: RuleSet) -> Signature:
    return Signature(
        signed=_signed(row),
        reason=row.reason,
        is_current=(row.version, row.content_sha256) == (found.version, found.sha256),
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by.name if row.withdrawn_by else "",
        withdrawn_why=row.withdrawn_why or "",
    )
