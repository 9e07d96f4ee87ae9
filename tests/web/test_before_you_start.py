"""Before you start: anybody answers in a few steps, and nothing of it is kept."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from backcheck.knowledge.screening.rules import rules
from backcheck.web.screenings.before import MOST_QUESTIONS

HERE = "/before-you-start/"
ALL = rules().questions.all


def fields(page: str) -> dict[str, str]:
    """What a browser would send of a page as it stands: hidden fields and what was typed."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_sent = 'type="radio"' not in tag or re.search(r"\schecked", tag)
        if name and is_sent and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = value[1] if value else ""
    return found


def radios(page: str) -> set[str]:
    return set(re.findall(r'type="radio" name="(q-[^"]*)"', page))


def walk(client: Client, answers: dict[str, str], **about: str) -> str:
    """Step by step to the result, every other question answered no."""
    page = client.post(HERE, {"go": "start"}).text
    page = client.post(HERE, {**fields(page), **about, "go": "next"}).text
    for _ in range(20):
        shown = radios(page)
        if not shown:
            return page
        told = {name: answers.get(name[2:], "no") for name in shown}
        page = client.post(HERE, {**fields(page), **told, "go": "next"}).text
    raise AssertionError("it never ends")


def test_the_first_page_says_why_and_what_becomes_of_the_answers(client: Client) -> None:
    page = client.get(HERE).text
    assert "Your answers are not kept" in page
    assert "Go to a hospital now" in page
    assert not re.search(r"\bsafe\b", page)


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "You reported no warning signs today"),
        ({"fever": "cold"}, "Nothing that you answered points to a doctor first"),
        ({"steroids": "yes"}, "See a doctor before treatment"),
        ({"red_eye": "yes"}, "See a doctor today"),
        ({"chest_pain": "yes"}, "This is an emergency: go to a hospital now"),
        ({"injury": "minor", "bruise_spine": "yes"}, "See a doctor today"),
    ],
)
def test_the_steps_lead_to_what_the_answers_lead_to(
    client: Client, answers: dict[str, str], told: str
) -> None:
    about = {"age": "44", "sex": "male", "onset_count": "30", "onset_unit": "weeks"}
    page = walk(client, answers, **about)
    assert told in page
    assert not re.search(r"\bsafe\b", page)


def test_an_emergency_is_told_after_the_step_that_raised_it(client: Client) -> None:
    page = client.post(HERE, {"go": "start"}).text
    page = client.post(HERE, {**fields(page), "go": "next"}).text
    assert "q-saddle_numbness" in radios(page)
    told = client.post(HERE, {**fields(page), "q-saddle_numbness": "yes", "go": "next"}).text
    assert "This is an emergency" in told
    assert "The other questions can wait" in told
    back = client.post(HERE, {**fields(told), "go": "change"}).text
    assert fields(back)["q-saddle_numbness"] == "yes"


def test_what_was_typed_is_carried_on_and_back(client: Client) -> None:
    page = client.post(HERE, {"go": "start"}).text
    page = client.post(HERE, {**fields(page), "age": "44", "go": "next"}).text
    assert fields(page)["age"] == "44"
    page = client.post(HERE, {**fields(page), "q-pain_changed": "not_sure", "go": "next"}).text
    assert fields(page)["q-pain_changed"] == "not_sure"
    page = client.post(HERE, {**fields(page), "go": "back"}).text
    assert "q-pain_changed" in radios(page)
    assert fields(page)["q-pain_changed"] == "not_sure"


def test_what_can_not_be_read_is_asked_again(client: Client) -> None:
    page = client.post(HERE, {"go": "start"}).text
    wrong = client.post(HERE, {**fields(page), "age": "old", "go": "next"})
    assert (wrong.status_code, "Write a number" in wrong.text) == (422, True)
    assert fields(wrong.text)["age"] == "old"


def test_what_is_left_open_is_never_a_no(client: Client) -> None:
    page = client.post(HERE, {"go": "start"}).text
    for _ in range(20):
        if "You left" in page:
            break
        page = client.post(HERE, {**fields(page), "go": "next"}).text
    assert "We do not take that for a no" in page
    assert "You reported no warning signs" not in page


def test_nothing_is_chosen_and_no_step_is_long(client: Client) -> None:
    page = client.post(HERE, {"go": "start"}).text
    for _ in range(10):
        page = client.post(HERE, {**fields(page), "go": "next"}).text
        assert not re.search(r"<input[^>]*\schecked", page)
        assert len(radios(page)) <= MOST_QUESTIONS


@pytest.mark.parametrize("step", ["-1", "99", "x", "", "1.5", "²"])
def test_a_step_that_never_was_begins_anew(client: Client, step: str) -> None:
    assert client.post(HERE, {"step": step, "go": "next"}).status_code == 200


def test_no_cookie_remembers_anybody(client: Client) -> None:
    walk(client, {})
    assert set(client.cookies) <= {"backcheck_csrf"}
