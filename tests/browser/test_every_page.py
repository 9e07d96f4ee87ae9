"""Every page, at every width, in both languages, light and dark: nothing for axe to find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from backcheck.knowledge.wording import languages
from tests.support.looks import LOCALES, LOOKS, SIZES
from tests.support.where_it_hurts import HURTS
from tests.support.whole import assert_whole, faults_told

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

Look = tuple[str, str, str]


def test_every_language_is_looked_at() -> None:
    assert set(LOCALES) == set(languages())


@dataclass(frozen=True)
class Opened:
    """A page of a browser that looks one way, and the faults it told on its console."""

    page: Page
    told: list[str]


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[dict[Look, Opened]]:
    """A page for each way of looking, which goes from address to address: a new one for each
    address would read the whole of axe anew, in twice the time."""
    found = {}
    for language, size, scheme in LOOKS:
        width, height = SIZES[size]
        page = browser.new_page(
            base_url=address,
            locale=LOCALES[language],
            viewport={"width": width, "height": height},
            color_scheme=scheme,
        )
        found[language, size, scheme] = Opened(page, faults_told(page))
    yield found
    for each in found.values():
        each.page.close()


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole(opened: dict[Look, Opened], path: str, look: Look) -> None:
    page, told = opened[look].page, opened[look].told
    told.clear()
    page.context.clear_cookies()
    page.goto(path)
    assert_whole(page, look[0], path)
    assert [line for line in told if path != "/nosuch/"] == []  # a 404 is told there too
