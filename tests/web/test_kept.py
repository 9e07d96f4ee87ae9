"""What is kept is kept under the right name: nobody is served another one's page."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client, override_settings

from backcheck.web.courses.clinic import ABOUT
from backcheck.web.kit import build
from tests.support.clinic import CLINIC

HEBREW = {"HTTP_ACCEPT_LANGUAGE": "he"}


def sheet(client: Client, words: str, **more: str) -> str:
    content = client.get(f"/courses/worse/report.pdf?words={words}", **more).content
    return str(pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range())


@pytest.mark.parametrize("path", ["/", "/courses/worse/"])
def test_each_language_has_its_own_page(client: Client, path: str) -> None:
    for _ in range(2):
        assert "Stop and reassess" in client.get(path).text
        assert "לעצור ולבדוק מחדש" in client.get(path, **HEBREW).text


def test_each_reader_has_their_own_page(client: Client) -> None:
    for _ in range(2):
        assert "<strong>Probably worse</strong>" in client.get("/courses/worse/").text
        assert "It has probably got worse" in client.get("/courses/worse/?words=patient").text


def test_each_reader_and_language_has_its_own_sheet(client: Client) -> None:
    for _ in range(2):
        assert "It has probably got worse" in sheet(client, "patient")
        assert "It has probably got worse" not in sheet(client, "practitioner")
        assert "It has probably got worse" not in sheet(client, "patient", **HEBREW)


def test_what_is_due_belongs_to_its_day(client: Client) -> None:
    before = client.get("/").text
    about = (CLINIC / ABOUT).read_text(encoding="utf-8")
    later = date(2026, 6, 1) + timedelta(days=200)
    try:
        (CLINIC / ABOUT).write_text(f'kind = "simulated"\ntoday = {later}\n', encoding="utf-8")
        os.utime(CLINIC / "courses.csv")
        after = client.get("/").text
        assert after.partition("<main")[2] != before.partition("<main")[2]
    finally:
        (CLINIC / ABOUT).write_text(about, encoding="utf-8")
        os.utime(CLINIC / "courses.csv")


def test_a_changed_file_makes_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    build.build.cache_clear()
    before = build.build()
    stat, changed = Path.stat, Path(build.__file__)

    class Newer:
        def __init__(self, own: os.stat_result) -> None:
            self.st_mtime_ns, self.st_mode = own.st_mtime_ns + 1, own.st_mode

    def told(path: Path, **more: bool) -> object:
        own = stat(path, **more)
        return Newer(own) if path == changed else own

    build.build.cache_clear()
    monkeypatch.setattr(Path, "stat", told)
    after = build.build()
    monkeypatch.undo()
    build.build.cache_clear()
    assert after != before


@override_settings(CLINIC_FOLDER=CLINIC / "nowhere")
def test_a_clinic_that_can_not_be_read_takes_no_other_page_with_it(client: Client) -> None:
    assert client.get("/check/").status_code == 200
    assert "No clinic is open" in client.get("/").text
    assert client.get("/courses/worse/").status_code == 404
