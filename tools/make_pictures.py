"""Take the pictures of docs/pictures from a demo clinic that is being served.

python -m tools.make_pictures http://localhost:8000
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

TARGET = Path(__file__).parent.parent / "docs/pictures"
# name: address, width, height, light or dark, language
PICTURES = {
    "course": ("/courses/S-26/", 1280, 800, "light", "en-GB"),
    "course-hebrew": ("/courses/S-31/", 1280, 800, "light", "he-IL"),
    "course-phone": ("/courses/S-26/?words=patient", 390, 844, "light", "en-GB"),
    "course-phone-hebrew-dark": ("/courses/S-36/?words=patient", 390, 844, "dark", "he-IL"),
    "courses": ("/", 1280, 800, "light", "en-GB"),
    "how-often-wrong": ("/how-often-wrong/", 1280, 800, "light", "en-GB"),
}


def main(address: str) -> None:
    TARGET.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (path, width, height, scheme, locale) in PICTURES.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale
            )
            page.goto(address.rstrip("/") + path)
            page.screenshot(path=TARGET / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
