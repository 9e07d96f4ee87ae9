"""The page that says what a plan would be able to show, and the sentence that says what an answer
depends on."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from backcheck.knowledge.wording import label


def shown(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return html.unescape(response.text)


def test_the_list_leads_to_it(client: Client) -> None:
    assert 'href="/plan/"' in shown(client, "/")
    assert 'href="/plan/"' in shown(client, "/how-often-wrong/")


def test_without_a_question_the_usual_plan_is_shown(client: Client) -> None:
    text = shown(client, "/plan/")
    chosen = re.findall(r'<option value="(\w+)" selected>', text)
    assert chosen == ["10", "1", "8", "0", "over_a_year"]
    assert text.index("would be known to within") < text.index("One thing changed")
    assert "A pause adds little when the gain is lasting" in text
    assert "not simulated" not in text


def test_what_is_asked_is_answered(client: Client) -> None:
    text = shown(client, "/plan/?baseline=0&every=3&visits=6&pause=2&lasted=acute")
    assert 'the answer will be "cannot tell yet"' in text
    assert "was not simulated" in text


@pytest.mark.parametrize("asked", ["baseline=11", "every=x", "lasted=chronic", "pause="])
def test_what_is_no_choice_is_said_beside_its_question(client: Client, asked: str) -> None:
    text = shown(client, f"/plan/?{asked}", status=422)
    assert text.count('class="fault"') == 1
    assert "One thing changed" not in text


def test_in_hebrew(client: Client) -> None:
    client.post("/language/", {"language": "he", "next": "/plan/"})
    text = shown(client, "/plan/")
    assert label("plan.title", "he") in text
    assert label("plan.say_pause", "he") in text


def test_the_page_of_a_course_says_whether_its_answer_holds(client: Client) -> None:
    assert "This answer depends on how long" in shown(client, "/courses/probably-helping/")
    patient = shown(client, "/courses/better-cause-unclear/?words=patient")
    assert "This answer holds: we would say the same" in patient
    assert "This answer" not in shown(client, "/courses/no-visit-yet/")
