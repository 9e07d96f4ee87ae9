"""Whether a clinician of this clinic has reviewed what a page shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from backcheck.knowledge.rule_sets import RuleSet, rule_sets
from backcheck.web.clinics.access import member_of
from backcheck.web.clinics.reader import clinic_of
from backcheck.web.clinics.roles import Act
from backcheck.web.emergency.kinds import Line
from backcheck.web.emergency.queries import emergency_lines
from backcheck.web.reviews.queries import Signed, signed, signed_before


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The review of one rule set.

    Attributes:
        signed: who signed it as it is now.
        before: who signed an earlier version of it, where nobody signed this one.
        is_asked: whether there is one clinic whose review this could be.
        may_sign: whether the reader may sign it.
    """

    rules: RuleSet
    signed: Signed | None
    before: Signed | None
    is_asked: bool
    may_sign: bool


def reviewed(request: HttpRequest, rule_set: str) -> Reviewed:
    """The review of a rule set by the reader's clinic."""
    rules, clinic = rule_sets()[rule_set], clinic_of(request)
    if clinic is None:
        return Reviewed(rules, None, None, is_asked=False, may_sign=False)
    found = signed(clinic, rule_set)
    before = None if found else signed_before(clinic, rule_set)
    return Reviewed(rules, found, before, is_asked=True, may_sign=_may_sign(request))


def lines_of(request: HttpRequest) -> tuple[Line, ...]:
    """The emergency numbers of the reader's clinic; none before it has set any."""
    clinic = clinic_of(request)
    return emergency_lines(clinic) if clinic else ()


def _may_sign(request: HttpRequest) -> bool:
    return request.user.is_authenticated and member_of(request.user).may(Act.SIGN_KNOWLEDGE)
