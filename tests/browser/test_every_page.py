"""Every page, at every width, in both languages, light and dark: nothing for axe to find."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from backcheck.knowledge.wording import languages
from tests.support.looks import LOCALES, LOOKS, SIZES
from tests.support.where_it_hurts import HURTS

PAGES = (
    "/",
    "/courses/probably-helping/",
    "/courses/probably-helping/?words=patient",
    "/courses/no-visit-yet/",
    "/courses/refer/",
    "/before-you-start/",
    "/check/",
    "/check/example/",
    "/how-often-wrong/",
    "/plan/",
    "/plan/?baseline=0&every=3&pause=2",
    "/evidence/",
    "/evidence/?card=new&words=practitioner",
    "/at-home/",
    "/at-home/ladder/",
    "/who-it-may-suit/",
    "/what-can-go-wrong/",
    "/knowledge/",
    "/knowledge/alarm/",
    f"/points/?words={quote(HURTS)}&on=blood_thinner",
    "/points/LU7/?on=pregnancy",
    "/points/all/?channel=LU",
    "/points/compass/?pain=BL:right:L4&movement=bend&before=7"
    "&tried=BL:right:L4/1/SI/image/forearm;left;5",
    "/design/",
    "/nosuch/",
)
DIRECTIONS = {"en": "ltr", "he": "rtl"}


def test_every_language_is_looked_at() -> None:
    assert set(LOCALES) == set(languages())


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole(
    browser: Browser, address: str, path: str, size: str, language: str, scheme: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=address,
        locale=LOCALES[language],
        viewport={"width": width, "height": height},
        color_scheme=scheme,
    )
    page, told = context.new_page(), []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    page.goto(path)
    assert page.locator("html").get_attribute("dir") == DIRECTIONS[language]
    assert page.locator("html").get_attribute("lang") == language
    found = Axe().run(page).response["violations"]
    assert found == [], json.dumps(found, indent=1, ensure_ascii=False)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
    assert [line for line in told if path != "/nosuch/"] == []  # a 404 is told there too
    context.close()
