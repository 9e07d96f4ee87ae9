"""Whether a page in the browser is whole: its language, nothing for axe to find, nothing cut."""

from __future__ import annotations

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DIRECTIONS = {"en": "ltr", "he": "rtl"}
_TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults_told(page: Page) -> list[str]:
    """What the console of a page tells as a fault, from now on."""
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text) if line.type == "error" else None)
    return told


def assert_whole(page: Page, language: str, name: str) -> None:
    """A page that is open, called ``name`` when something is wrong with it."""
    root = page.locator("html")
    assert root.get_attribute("lang") == language, name
    assert root.get_attribute("dir") == DIRECTIONS[language], name
    found = Axe().run(page).response["violations"]
    assert found == [], name + json.dumps(found, indent=1, ensure_ascii=False)
    assert page.evaluate(_TOO_WIDE) == 0, name
