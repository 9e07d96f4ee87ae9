"""Patients of a clinic, made as the pages make them."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any
from uuid import UUID

from backcheck.web.clinics.access import member_of
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Role
from backcheck.web.patients import ending
from backcheck.web.patients.actions import Who, register
from backcheck.web.patients.known import Known
from backcheck.web.patients.queries import contacts_of
from tests.support.team import Team

DANA = Who(
    given_name="Dana",
    family_name="Levi",
    identity_number="012345674",
    born_on=date(1978, 3, 31),
    language="he",
)
PHONE = "052-555-0199"


def member(team: Team, role: Role = Role.PRACTITIONER) -> Member:
    """Somebody of a clinic, as actions ask for them."""
    return member_of(team.people[role])


def make_patient(team: Team, phone: str = PHONE, **who: Any) -> Known:
    """A patient: Dana Levi, or whoever is said."""
    person = Who(**who) if who else DANA
    return register(member(team), person, phone)


def people(page: str) -> list[str]:
    """The names of a list of people."""
    main = page.partition("<main")[2]  # above it stands who is signed in
    return [html.unescape(name) for name in re.findall(r'"><bdi>(.*?)</bdi></a>', main)]


def contacts(page: str) -> list[str]:
    """The keys of the contacts on a patient's page, removed ones included."""
    return list(dict.fromkeys(re.findall(r"/contacts/([0-9a-f-]{36})/", page)))


def filled_in(page: str, name: str) -> str:
    """What stands in a field of a form."""
    (tag,) = re.findall(rf'<input[^>]* name="{name}"[^>]*>', page)
    found = re.search(r' value="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def contact(known: Known) -> UUID:
    """One of the ways to reach a patient."""
    found: UUID = contacts_of(known)[0].pk
    return found


def locked_away(team: Team) -> Known:
    """A patient whose record is kept because a rule says so."""
    known = make_patient(team)
    ending.lock_away(member(team, Role.OWNER), known)
    return known
