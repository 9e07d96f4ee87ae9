"""The stylesheet works in both reading directions and stays small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

import backcheck.web
from backcheck.web.kit.specimens import COLOURS, SPACES

WEB = Path(backcheck.web.__file__).parent
SHEETS = sorted(WEB.rglob("*.css"))
PAGES = (
    "/",
    "/courses/worse/",
    "/before-you-start/",
    "/check/",
    "/check/example/",
    "/design/",
    "/how-often-wrong/",
    "/nosuch/",
    "/plan/",
    "/evidence/",
    "/at-home/",
    "/at-home/ladder/",
    "/who-it-may-suit/",
    "/what-can-go-wrong/",
    "/knowledge/",
    "/knowledge/alarm/",
    "/points/?words=right+low+back",
    "/points/ST36/",
)
TEMPLATES = sorted(WEB.rglob("*.html"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_stylesheet_knows_no_left_and_right(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search(r"\b(left|right)\b", text)
    # Four values in a row mean top, right, bottom, left.
    assert not re.search(r"(?:margin|padding|inset):\s*[^;\s]+ [^;\s]+ [^;\s]+ [^;\s]+;", text)


@pytest.mark.parametrize("address", [each for each in PAGES if each != "/design/"])
def test_the_stylesheets_of_a_page_are_small(client: Client, address: str) -> None:
    names = re.findall(r'href="/static/([^"]+\.css)"', client.get(address).text)
    sizes = [sheet.stat().st_size for sheet in SHEETS if any(map(str(sheet).endswith, names))]
    assert len(sizes) == len(names) > 0
    assert sum(sizes) <= 12_288  # 12 kB; /design/ alone shows what all pages have


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_a_template_is_one_thing(template: Path) -> None:
    assert len(template.read_text(encoding="utf-8").splitlines()) <= 40


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_a_language_a_title_and_a_way_past_its_top(client: Client, address: str) -> None:
    text = client.get(address).text
    assert '<html lang="en" dir="ltr">' in text
    assert re.search(r"<title>\S.* – Backcheck</title>", text)
    assert text.index('href="#main"') < text.index("<header")
    assert text.count("<h1") == 1
    assert "Nothing here is a diagnosis" in text


def test_the_look_shows_every_colour_and_space_of_the_stylesheet() -> None:
    text = (WEB / "kit/static/kit/backcheck.css").read_text(encoding="utf-8").partition("@media")[0]
    colours = re.findall(r"--([a-z]+(?:-[a-z]+)?): #", text)
    assert set(COLOURS) == {name for name in colours if not name.startswith("on-")} - {"stripe-ink"}
    assert dict(re.findall(r"--(s\d): ([.\d]+)rem", text)) == {
        name: f"{rem:g}".removeprefix("0") for name, rem in SPACES
    }
