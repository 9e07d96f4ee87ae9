"""Who looked at a record: everything, in words a patient understands, and no name of a patient."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from backcheck.web.audit.queries import events_about
from backcheck.web.clinics.roles import Role
from tests.support.patients import make_patient
from tests.support.team import Team, signed_in


def sheet(team: Team, patient: object, role: Role = Role.PRACTITIONER) -> str:
    text: str = signed_in(team.people[role]).get(f"/patients/{patient}/who-looked/").text
    return text


def test_everybody_who_looked_is_listed_with_their_role_and_time(team: Team, others: Team) -> None:
    known = make_patient(team)
    desk = team.people[Role.FRONT_DESK]
    for _ in range(3):
        signed_in(desk).get(f"/patients/{known.id}/")
    signed_in(team.people[Role.FRONT_DESK]).get(f"/patients/{known.id}/note/")
    text = sheet(team, known.id)
    rows = re.findall(r"<tr>.*?</tr>", text, re.S)
    (looked,) = [row for row in rows if desk.name in row and "looked at the record" in row]
    assert "front desk" in looked
    assert len(re.findall(r"<bdi dir=\"ltr\">\d\d:\d\d</bdi>", looked)) == 3
    assert "wrote in the record" in text
    assert known.code in text
    times = len(re.findall(r"<bdi dir=\"ltr\">\d\d:\d\d</bdi>", text))
    assert times == events_about(team.clinic.pk, known.item).count()


def test_the_sheet_names_no_patient(team: Team) -> None:
    known = make_patient(team)
    text = sheet(team, known.id)
    for secret in ("Dana", "Levi", "012345674", "555-0199"):
        assert secret not in text


def test_that_somebody_asked_is_on_the_sheet_too(team: Team) -> None:
    known = make_patient(team)
    sheet(team, known.id, Role.OWNER)
    (latest, *_) = events_about(team.clinic.pk, known.item)
    assert '"part":"who_looked"' in latest.details
    assert team.people[Role.OWNER].name in sheet(team, known.id)


def test_an_attempt_from_another_clinic_is_not_on_the_sheet_of_this_one(
    team: Team, others: Team
) -> None:
    """It is in the trail of the clinic it came from: the two know nothing of each other."""
    known = make_patient(team)
    stranger = others.people[Role.OWNER]
    assert signed_in(stranger).get(f"/patients/{known.id}/").status_code == 404
    assert stranger.name not in sheet(team, known.id)


def test_a_patient_that_is_nowhere_is_not_found(team: Team) -> None:
    owner = signed_in(team.people[Role.OWNER])
    assert owner.get(f"/patients/{uuid4()}/who-looked/").status_code == 404


@pytest.mark.parametrize("role", [Role.OWNER, Role.PRACTITIONER])
def test_the_patients_page_leads_there(team: Team, role: Role) -> None:
    known = make_patient(team)
    text = signed_in(team.people[role]).get(f"/patients/{known.id}/").text
    assert f"/patients/{known.id}/who-looked/" in text


def test_an_auditor_reads_of_a_patient_the_number_and_not_the_name(team: Team) -> None:
    known = make_patient(team)
    auditor = signed_in(team.people[Role.AUDITOR], again=True)
    for address in ("/trail/", "/trail/trail.csv"):
        text = b"".join(auditor.get(address)).decode()
        assert str(known.id) in text
        for secret in ("Dana", "Levi", "012345674", "555-0199", "5550199"):
            assert secret not in text
