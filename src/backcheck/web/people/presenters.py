"""Accounts and their sign-ins, as pages show them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from backcheck.web.audit.event import Verb
from backcheck.web.audit.models import AuditEvent
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from backcheck.web.kit.words import words

from .forms import ROLES, AboutForm, InviteForm, RoleForm
from .queries import codes_left, factors_of, people_of, sign_ins_of

_SIGN_INS = 30
_FEW_CODES = 3
_VERBS = {
    Verb.SIGN_IN: "page.sign_ins.sign_in",
    Verb.SIGN_IN_FAILED: "page.sign_ins.failed",
    Verb.SIGN_IN_AGAIN: "page.sign_ins.again",
    Verb.LOCKED_OUT: "page.sign_ins.locked",
    Verb.SIGN_OUT: "page.sign_ins.sign_out",
}


def account_page(account: Account, form: AboutForm | None = None) -> Mapping[str, Any]:
    """One's own account."""
    about = {"name": account.name, "language": account.language}
    events = sign_ins_of(account.clinic_id, account.pk)[:_SIGN_INS]
    left = codes_left(account.pk)
    return {
        "account": account,
        "role": words(ROLES[Role(account.role)]),
        "form": form or AboutForm(initial=about),
        "factors": factors_of(account.pk),
        "codes_left": left,
        "few_codes": left <= _FEW_CODES,
        "sign_ins": [_sign_in(each) for each in events],
    }


def _sign_in(event: AuditEvent) -> Mapping[str, Any]:
    details = json.loads(event.details)
    verb = Verb(event.verb)
    return {
        "at": event.at,
        "what": words(_VERBS[verb]),
        "is_fault": verb in (Verb.SIGN_IN_FAILED, Verb.LOCKED_OUT),
        "address": details.get("address", ""),
        "browser": details.get("browser") or words("page.sign_ins.other_browser"),
    }


def people_page(who: Member, form: InviteForm | None = None) -> Mapping[str, Any]:
    """Everybody of the clinic."""
    people = [_person(each) for each in people_of(who.clinic)]
    return {"people": people, "form": form or InviteForm()}


def person_page(account: Account) -> Mapping[str, Any]:
    """Somebody of the clinic, and what may be done about them."""
    return {"person": _person(account), "form": RoleForm(initial={"role": account.role})}


def _person(account: Account) -> Mapping[str, Any]:
    return {
        "id": account.pk,
        "name": account.name,
        "username": account.username,
        "role": words(ROLES[Role(account.role)]),
        "is_active": account.is_active,
        "has_factor": getattr(account, "has_factor", False),
        "last_login": account.last_login,
    }


def link_page(request: HttpRequest, secret: str, name: str) -> Mapping[str, Any]:
    """A link that is shown this once."""
    return {"link": request.build_absolute_uri(f"/welcome/{secret}/"), "name": name}
