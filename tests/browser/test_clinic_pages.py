"""A clinic's pages in a browser: in both languages, at both widths, light and dark."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from backcheck.web.clinics.roles import Role
from tests.support.clinic_server import ServedClinic, clinic_server
from tests.support.looks import LOOKS, SIZES
from tests.support.whole import assert_whole

_ONE = "/patients/{patient}/"
PAGES = {
    Role.AUDITOR: {
        "trail": "/trail/",
        "trail-none": "/trail/?last=2001-01-01",
        "trail-wrong": "/trail/?first=1.3.2026",
    },
    Role.FRONT_DESK: {
        "patients": "/patients/",
        "register": "/patients/new/",
        "patient-desk": _ONE,
        "refused": "/trail/",
    },
    Role.PRACTITIONER: {
        "patient": _ONE,
        "identity": f"{_ONE}identity/",
        "contact": f"{_ONE}contacts/new/",
        "note": f"{_ONE}note/",
        "consent": f"{_ONE}consents/research/",
        "letter-new": f"{_ONE}letters/new/",
        "due": "/due/",
        "export": f"{_ONE}export/",
        "who-looked": f"{_ONE}who-looked/",
        "screening-new": f"{_ONE}screenings/new/",
        "assessment": f"{_ONE}screenings/assessment/",
        "step-down": f"{_ONE}screenings/step-down/",
        "knowledge-sign": "/knowledge/evidence/sign/",
        "knowledge-of-clinic": "/knowledge/",
    },
    Role.OWNER: {
        "trail-asked": "/trail/?verb=refused",
        "erase": f"{_ONE}erase/",
        "locked": "/patients/locked/",
        "clinic-export": "/clinic/export/",
        "emergency": "/clinic/emergency/",
    },
}
PICTURES = os.environ.get("PICTURES_TO")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedClinic]:
    with clinic_server(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
@pytest.mark.parametrize("role", PAGES)
def test_the_pages_of_a_role_are_whole(
    clinic: ServedClinic, browser: Browser, role: Role, size: str, language: str, scheme: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    session = clinic.sessions[role, language]
    context.add_cookies([{"name": "backcheck_session", "value": session, "url": clinic.address}])
    page = context.new_page()
    for name, path in PAGES[role].items():
        page.goto(clinic.address + path.format(patient=clinic.patients[language]))
        if PICTURES:
            told = f"{name}-{size}-{language}-{scheme}.png"
            page.screenshot(path=Path(PICTURES) / told, full_page=True)
        assert_whole(page, language, name)
    context.close()
