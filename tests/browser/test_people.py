"""People sign in: from the first link to a passkey, in a browser, with what it insists on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.app_codes import code_of
from tests.support.looks import LOCALES, LOOKS, SIZES
from tests.support.served_clinic import Served, served_clinic
from tests.support.whole import assert_whole, faults_told

PASSWORD = "eleven purple kettles"
PAGES = (
    "/account/",
    "/account/password/",
    "/account/second-factor/passkey/",
    "/account/second-factor/app/",
    "/account/recovery-codes/",
    "/people/",
    "/sign-in-again/",
    "/sign-in-again/passkey/",
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_clinic(tmp_path_factory.mktemp("served")) as found:
        yield found


@pytest.fixture(scope="module")
def owner(browser: Browser, served: Served) -> Iterator[BrowserContext]:
    """The owner's browser, whose device keeps passkeys; they have one, and are signed in."""
    context = browser.new_context(base_url=served.address, locale="en-GB")
    page = with_passkeys(context)
    begin(page, served.first_link, clinic="Riverside", name="Noa Levi", username="noa")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("Riverside")).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def unused_link(served: Served) -> str:
    """By which somebody may come in, and nobody does."""
    return served.link()


def with_passkeys(context: BrowserContext) -> Page:
    """A page of a device that keeps passkeys, and whose owner always unlocks it."""
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def begin(page: Page, link: str, username: str, name: str = "", clinic: str = "") -> None:
    page.goto(link)
    if clinic:
        page.get_by_label("Name of the clinic").fill(clinic)
    if name:
        page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Sign-in name").fill(username)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Choose a second factor")).to_be_visible()


def test_a_second_practitioner_joins_with_a_passkey_and_signs_in_by_it(
    browser: Browser, served: Served, owner: BrowserContext
) -> None:
    page = owner.new_page()
    page.goto("/people/")
    page.get_by_label("Name").fill("Dana Cohen")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator(".secret").inner_text()
    page.close()

    context = browser.new_context(base_url=served.address, locale="en-GB")
    page = with_passkeys(context)
    told = faults_told(page)
    begin(page, link, username="dana")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What it is called").fill("My phone")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.locator(".codes li")).to_have_count(10)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if not re.fullmatch(r"\d{5} \d{5}\r?|", line)] == []
    page.get_by_role("button", name="Sign out", exact=True).click()

    page.goto("/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("My phone")).to_be_visible()
    expect(page.get_by_text("Practitioner")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()

    page.get_by_label("Sign-in name").fill("Dana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Riverside")).to_be_visible()
    assert told == []
    context.close()


def test_without_a_script_an_app_is_set_up_and_used(browser: Browser, served: Served) -> None:
    context = browser.new_context(
        base_url=served.address, locale="en-GB", java_script_enabled=False
    )
    page = context.new_page()
    begin(page, served.link(), clinic="Hillside", name="Ruth", username="ruth")
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.locator(".qr svg")).to_be_visible()
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Check the code").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_label("Sign-in name").fill("ruth")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code of the app").fill(code_of(secret, 1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Hillside")).to_be_visible()
    context.close()


def test_a_device_that_says_no_is_told_plainly(browser: Browser, served: Served) -> None:
    context = browser.new_context(base_url=served.address, locale="en-GB")
    page = with_passkeys(context)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_pages_of_people_are_whole(
    browser: Browser,
    served: Served,
    owner: BrowserContext,
    unused_link: str,
    size: str,
    language: str,
    scheme: str,
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=served.address,
        locale=LOCALES[language],
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        storage_state=owner.storage_state(),
    )
    page = context.new_page()
    page.goto("/account/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(".languages button").click()
    sign_in_again(page)
    for path in PAGES:
        page.goto(path)
        assert_whole(page, language, path)
    page.goto("/people/")
    page.locator("tbody a").first.click()
    assert_whole(page, language, "person")
    page.context.clear_cookies()
    for path in ("/sign-in/", "/welcome/nothing/", unused_link):
        page.goto(path)
        assert_whole(page, language, path)
    context.close()


def sign_in_again(page: Page) -> None:
    page.goto("/sign-in-again/?next=/account/")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/account/$"))
