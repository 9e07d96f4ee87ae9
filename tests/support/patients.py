"""Patients of a clinic, made as the pages make them."""

from __future__ import annotations

from datetime import date
from typing import Any

from backcheck.web.clinics.access import member_of
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Role
from backcheck.web.patients.actions import Who, register
from backcheck.web.patients.known import Known
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
