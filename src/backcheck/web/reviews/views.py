"""Signing what is known. Grave, so each asks to sign in again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backcheck.knowledge.rule_sets import RuleSet
from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from .signing import signing, withdrawing

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@never_cache
@allowed(Act.SIGN_KNOWLEDGE, again=True)
def sign(request: HttpRequest, who: Member, rule_set: RuleSet) -> HttpResponse:
    """What a signature is; sent with a reason, it is given."""
    return signing(request, who, rule_set)


@_form
@never_cache
@allowed(Act.SIGN_KNOWLEDGE, again=True)
def withdraw(request: HttpRequest, who: Member, rule_set: RuleSet) -> HttpResponse:
    """What withdrawing leaves; sent with a reason, it is done."""
    return withdrawing(request, who, rule_set)
