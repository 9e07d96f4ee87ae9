"""The list of courses and the page of one: the product's face."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from backcheck.interchange.course_file import from_csv
from backcheck.knowledge.wording import Audience
from backcheck.reports.document import document
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import Closed
from backcheck.verdict.due import due
from backcheck.web.courses import kept
from backcheck.web.courses.context import open_clinic
from backcheck.web.courses.presenters import FIRST, course_list
from tests.support.clinic import GOLDEN, SHOWN


def shown(response: Any) -> str:
    return html.unescape(response.text)


def test_the_list_has_every_course_once_what_is_due_first(client: Client) -> None:
    text = shown(client.get("/"))
    assert [text.count(f"<bdi>{name}</bdi>") for name in SHOWN] == [1] * len(SHOWN)
    assert text.index("Due now") < text.index("refer</bdi>") < text.index("no-visit-yet</bdi>")
    assert "Refer" in text
    assert "A warning sign is open" in text


@pytest.mark.parametrize("name", SHOWN)
def test_the_groups_say_what_the_rules_say(client: Client, name: str) -> None:
    clinic = open_clinic()
    assert clinic is not None
    first = due(assess(clinic.courses[name]), clinic.today_days)[0]
    group = shown(client.get("/")).partition(f'id="due-{first.when.name.lower()}"')[2]
    assert f"<bdi>{name}</bdi>" in group.partition("</section>")[0]


@pytest.mark.parametrize("words", list(Audience)[:2])
@pytest.mark.parametrize("name", SHOWN)
def test_the_page_says_the_whole_answer(client: Client, name: str, words: Audience) -> None:
    text = shown(client.get(f"/courses/{name}/?words={words.value}"))
    found = assess(from_csv((GOLDEN / f"{name}.csv").read_bytes())[0])
    told = document(found, words)
    for saying in (told.verdict, told.next_step, *told.five.items, *told.because.items):
        assert saying in text
    for table in (told.answers, told.usual_rules, told.forecast):
        assert all(cell in text for row in table.rows for cell in row)


def test_the_five_sentences_come_before_everything_else(client: Client) -> None:
    text = client.get("/courses/probably-helping/").text
    assert text.index('class="verdict"') < text.index("In five sentences") < text.index("<svg")
    assert text.index("<svg") < text.index("Three answers")


def test_the_patients_words_are_one_switch_away(client: Client) -> None:
    text = client.get("/courses/worse/").text
    assert '<a href="?words=practitioner" aria-current="true">' in text
    assert '<a href="?words=patient" data-key="w">' in text


def test_the_picture_is_there_as_a_table_too(client: Client) -> None:
    table = client.get("/courses/worse/").text.partition('<details class="weeks">')[2]
    assert table.count("<tr>") > 5
    assert "<svg" not in client.get("/courses/no-visit-yet/").text.partition("</nav>")[0]


@pytest.mark.parametrize("address", ["/", "/courses/worse/", "/check/", "/design/", "/nosuch/"])
def test_every_page_of_a_demo_says_that_it_is_simulated(client: Client, address: str) -> None:
    assert 'class="simulated"' in client.get(address).text


@pytest.mark.usefixtures("no_clinic")
def test_without_a_clinic_the_list_says_what_can_be_done(client: Client) -> None:
    text = shown(client.get("/"))
    assert 'class="simulated"' not in text
    assert 'href="/check/"' in text
    assert "serve --demo" in text


def test_the_course_file_is_the_course(client: Client) -> None:
    response = client.get("/courses/worse/course.csv")
    clinic = open_clinic()
    assert clinic is not None
    assert from_csv(response.content) == [clinic.courses["worse"]]
    assert 'filename="simulated-worse.csv"' in response["Content-Disposition"]


def test_an_answer_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = open_clinic()
    assert clinic is not None
    before = kept.found(clinic, clinic.courses["worse"])
    monkeypatch.setattr(kept, "assess", None)
    assert kept.found(clinic, clinic.courses["worse"]) == before


def test_an_answer_of_another_program_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = open_clinic()
    assert clinic is not None
    kept.found(clinic, clinic.courses["worse"])
    monkeypatch.setattr(kept, "build", lambda: "another")
    monkeypatch.setattr(kept, "assess", lambda _: "computed again")
    monkeypatch.setattr(kept, "picture", lambda _: None)
    assert kept.found(clinic, clinic.courses["worse"]).assessment == "computed again"


@pytest.mark.parametrize("words", ["practitioner", "patient"])
@pytest.mark.parametrize("name", SHOWN)
def test_a_course_is_printed_on_one_sheet(client: Client, name: str, words: str) -> None:
    response = client.get(f"/courses/{name}/report.pdf?words={words}")
    assert response["Content-Type"] == "application/pdf"
    sheet = pypdfium2.PdfDocument(response.content)
    assert len(sheet) == 1
    assert "every course here is simulated" in sheet[0].get_textpage().get_text_range()


def test_every_row_that_has_ratings_has_its_small_picture(client: Client) -> None:
    text = client.get("/").text
    assert text.count("<svg") == len(SHOWN)
    assert text.count("<title>") == len(SHOWN) + 1  # each says in words what it shows


def test_previous_and_next_follow_the_list(client: Client) -> None:
    order = re.findall(r'href="/courses/([^/]+)/"', client.get("/").text)
    assert sorted(order) == sorted(SHOWN)
    for before, after in pairwise(order):
        assert f'href="/courses/{after}/?words=practitioner" rel="next"' in (
            client.get(f"/courses/{before}/").text
        )
        assert f'href="/courses/{before}/?words=patient" rel="prev"' in (
            client.get(f"/courses/{after}/?words=patient").text
        )
    assert 'rel="prev"' not in client.get(f"/courses/{order[0]}/").text


def test_what_ought_to_stop_comes_before_what_goes_on() -> None:
    clinic = open_clinic()
    assert clinic is not None
    for group in course_list(clinic, "en"):
        steps = [assess(clinic.courses[row.id]).next_step for row in group.rows]
        ranks = [FIRST.index(step) for step in steps]
        assert ranks == sorted(ranks)


def test_an_ended_course_is_said_to_have_ended() -> None:
    clinic = open_clinic()
    assert clinic is not None
    course = clinic.courses["worse"]
    closed = replace(course, events=(*course.events, Closed(course.events[-1].at_days + 1.0)))
    ended = replace(clinic, courses={"worse": closed}, stamps={"worse": "ended"})
    ((row,),) = (group.rows for group in course_list(ended, "en"))
    assert row.next_step == "Ended"


def test_a_warning_sign_is_the_first_thing_said(client: Client) -> None:
    card = client.get("/courses/refer/").text.partition('data-step="REFER"')[2]
    assert card.index("Refer") < card.index("Probably helping") < card.index("In five sentences")
    row = client.get("/").text.partition('data-step="REFER"')[2]
    assert row.index("Refer") < row.index("Probably helping")
