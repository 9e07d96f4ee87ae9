"""The letters of a patient, for that patient's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.letters import presenters, queries
from backcheck.web.patients.known import Known

register = template.Library()


@register.inclusion_tag("letters/of_patient.html")
def letters_of(known: Known, who: Member) -> Mapping[str, Any]:
    """Every letter with its state, for who may read clinical text; nothing for anybody else."""
    if not who.may(Act.READ_CLINICAL):
        return {}
    return presenters.of_patient(who, known, queries.letters_of(known))
