"""The pages of the trail in a browser: in both languages, at both widths, light and dark."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from backcheck.web.clinics.roles import Role
from tests.support.clinic_server import ServedClinic, clinic_server

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
PAGES = {
    "trail": ("/trail/", Role.AUDITOR),
    "trail-asked": ("/trail/?verb=refused", Role.OWNER),
    "trail-none": ("/trail/?last=2001-01-01", Role.AUDITOR),
    "trail-wrong": ("/trail/?first=1.3.2026", Role.AUDITOR),
    "who-looked": ("/patients/{patient}/who-looked/", Role.PRACTITIONER),
}
PICTURES = os.environ.get("PICTURES_TO")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedClinic]:
    with clinic_server(tmp_path_factory.mktemp("home")) as found:
        yield found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_oversight_is_whole(
    clinic: ServedClinic, browser: Browser, name: str, size: str, language: str, scheme: str
) -> None:
    (width, height), (path, role) = SIZES[size], PAGES[name]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    session = clinic.sessions[role, language]
    context.add_cookies([{"name": "backcheck_session", "value": session, "url": clinic.address}])
    page = context.new_page()
    page.goto(clinic.address + path.format(patient=clinic.patients[language]))
    if PICTURES:
        told = f"{name}-{size}-{language}-{scheme}.png"
        page.screenshot(path=Path(PICTURES) / told, full_page=True)
    assert page.locator("html").get_attribute("lang") == language
    found = Axe().run(page).response["violations"]
    assert found == [], json.dumps(found, indent=1, ensure_ascii=False)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
    context.close()
