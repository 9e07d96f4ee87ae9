"""What people do on the pages: with keys, without a script, in another language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.clinic import GOLDEN, SHOWN


def test_the_five_sentences_are_on_the_first_screen_of_a_desktop(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for name in SHOWN:
        page.goto(f"/courses/{name}/")
        page.wait_for_function("innerWidth === 1280 && innerHeight === 800")
        last = page.locator(".first > div > section:not(.holds) li").last
        box = last.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800, (name, box, page.locator("main").inner_text())


def test_a_click_on_a_row_opens_the_course(page: Page) -> None:
    page.goto("/")
    page.locator(".courses li").first.click()
    expect(page).to_have_url(re.compile(r"/courses/"))


def press_on(page: Page, key: str) -> None:
    """Press a key once the page listens, as keys.js shows by its button, and is painted: what is
    typed before that a browser may drop."""
    expect(page.locator("[data-keys-button]")).to_be_visible()
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.keyboard.press(key)


def test_keys_walk_through_the_courses(page: Page) -> None:
    page.goto("/")
    links = page.locator(".courses a")
    page.keyboard.press("j")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/courses/"))
    press_on(page, "w")
    expect(page).to_have_url(re.compile(r"words=patient"))
    press_on(page, "w")
    expect(page).to_have_url(re.compile(r"words=practitioner"))
    press_on(page, "l")
    expect(page).to_have_url(re.compile(r"^http://[^/]*/$"))


def test_a_question_mark_shows_the_keys_and_escape_hides_them(page: Page) -> None:
    page.goto("/courses/worse/")
    press_on(page, "?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_the_language_is_switched_and_stays(page: Page) -> None:
    page.goto("/courses/worse/?words=patient")
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "he")
    expect(page).to_have_url(re.compile(r"/courses/worse/\?words=patient"))
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_chosen_file_is_answered_at_once(page: Page) -> None:
    page.goto("/check/")
    page.locator("input[type=file]").set_input_files(GOLDEN / "worse.csv")
    expect(page.locator(".verdict")).to_contain_text("Probably worse")


@pytest.mark.parametrize("path", ["/check/", "/courses/worse/"])
def test_without_a_script_everything_still_works(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(path)
    page.locator(".languages button").click()
    expect(page.locator("html")).to_have_attribute("lang", "he")
    page.goto("/check/")
    page.locator("input[type=file]").set_input_files(GOLDEN / "worse.csv")
    page.locator(".ask button").click()
    expect(page.locator(".verdict")).to_have_attribute("data-verdict", "WORSE")
    context.close()


def test_from_where_it_hurts_to_a_second_score_by_keys_alone(page: Page) -> None:
    page.goto("/points/")
    press_on(page, "s")
    page.keyboard.type("right low back L4, beside the spine")
    page.keyboard.press("Enter")
    expect(page.locator("#options")).to_be_visible()
    press_on(page, "j")
    expect(page.locator("[data-walk]").first).to_be_focused()
    page.locator(".go a").first.focus()
    page.keyboard.press("Enter")
    page.locator("#id_movement").focus()
    page.keyboard.type("bend")
    page.keyboard.press("Tab")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator("#id_after")).to_be_focused()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Today this movement went from 7.0 to 4.0.")).to_be_visible()
    page.locator("#id_after").blur()
    press_on(page, "u")
    expect(page.get_by_text("Today this movement")).to_have_count(0)
