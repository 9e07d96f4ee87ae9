"""A Chromium of the system, and a server with a clinic of golden courses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.serving import GOLDEN
from tests.support.whole import faults_told

SOURCE = Path(__file__).parents[2] / "src"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
expect.set_options(timeout=20_000)  # the other tests may keep the machine busy meanwhile
OFFLINE = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")


@pytest.fixture(scope="module")  # its event loop must not outlive these tests: Django minds
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here (on Debian: apt install chromium)")
    with sync_playwright() as play:
        found = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", *OFFLINE]
        )
        yield found
        found.close()


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the clinic is served, without the last slash."""
    server = subprocess.Popen(
        [sys.executable, *GOLDEN],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip().rstrip("/")
    finally:
        server.terminate()
        server.communicate(timeout=20)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A desktop page in English that fails for a console error."""
    context = browser.new_context(base_url=address, locale="en-GB")
    opened = context.new_page()
    told = faults_told(opened)
    yield opened
    context.close()
    assert told == []
