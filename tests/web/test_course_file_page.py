"""A course file comes in: the answer, or everything that is wrong with it."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from backcheck.interchange.course_file import from_csv
from backcheck.knowledge.wording import Audience
from backcheck.reports.document import Document, Facts, Sayings, Table, document
from backcheck.verdict.assessment import assess
from backcheck.web.exchange import presenters

Send = Callable[..., Any]


@pytest.fixture
def example(client: Client) -> bytes:
    return client.get("/check/example.csv").content


def shown(response: Any) -> str:
    return html.unescape(response.text)


def words_of(drawn: Document) -> list[str]:
    found = [drawn.verdict, drawn.next_step, drawn.caveat]
    for block in drawn.blocks:
        match block:
            case Facts():
                found += [text for row in block.rows for text in row]
            case Table():
                found += [*block.columns, *(text for row in block.rows for text in row)]
            case Sayings() if block.items:
                found += [block.heading, *block.items]
    return found


@pytest.mark.parametrize("words", list(Audience)[:2])
def test_one_course_is_shown_whole(send: Send, example: bytes, words: Audience) -> None:
    response = send(example, words=words.value)
    assert response.status_code == 200
    found = assess(from_csv(example)[0])
    text = shown(response)
    for saying in words_of(document(found, words)):
        assert saying in text
    assert 'type="file"' in text


def test_without_a_choice_the_words_are_the_practitioners(send: Send, example: bytes) -> None:
    assert "Better, cause unclear" in shown(send(example))


def test_the_answer_to_the_example_is_that_to_its_file(
    client: Client, send: Send, example: bytes
) -> None:
    page = shown(client.get("/check/example/"))
    article = page.partition("<article")[2].partition("</article>")[0]
    assert article
    assert article in shown(send(example))
    assert "invented" in shown(client.get("/check/example/"))


def test_the_example_can_be_read_in_the_patients_words(client: Client) -> None:
    assert "Better, but we cannot say why" in shown(client.get("/check/example/?words=patient"))
    assert "Better, cause unclear" in shown(client.get("/check/example/?words=nobody"))


def test_several_courses_are_a_row_each_with_its_document(send: Send, example: bytes) -> None:
    other = example.decode().replace("invented-1", "B-2").partition("\n")[2]
    text = shown(send(*example.decode().splitlines()[1:], *other.splitlines(), "C3,1,visit,,"))
    assert "<h1>3 courses</h1>" in text
    assert text.count("<details") == text.count("<article") == 3
    for number, name in enumerate(("invented-1", "B-2", "C3"), 1):
        assert f'<a href="#course-{number}"><bdi>{name}</bdi></a>' in text
        assert f'id="course-{number}"' in text
    assert "not yet" in text


@pytest.mark.parametrize(("limit", "told"), [("MOST_COURSES", "5"), ("MOST_EVENTS", "5")])
def test_what_is_not_shown_is_counted(
    send: Send, monkeypatch: pytest.MonkeyPatch, limit: str, told: str
) -> None:
    monkeypatch.setattr(presenters, limit, 2)
    text = shown(send(*(f"C{number},1,visit,," for number in range(7))))
    assert "<h1>2 courses</h1>" in text
    assert f"{told} courses of the file are" in text
    assert "start.py check FILE" in text


def test_a_course_too_long_for_the_page_is_left_to_the_command(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenters, "MOST_EVENTS", 2)
    text = shown(send("C1,1,visit,,", "C1,2,visit,,", "C1,3,visit,,"))
    assert "Too long for this page" in text
    assert "1 course of the file is" in text


def test_all_faults_are_told_and_nothing_is_computed(send: Send) -> None:
    response = send("A1,1,rating,pain,11", "A1,2,ratting,pain,5", ",3,visit,,")
    text = shown(response)
    assert response.status_code == 422
    assert "<h1>3 things to correct in the file</h1>" in text
    for line, column in ((2, "value"), (3, "event"), (4, "course")):
        assert f'<td data-name="Line">{line}</td>' in text
        assert f'<td data-name="Column">{column}</td>' in text
    assert '"11" is outside 0 to 10' in text
    assert "write a number from 0 to 10" in text
    assert 'type="file"' in text
    assert "data-verdict" not in text


def test_faults_beyond_counting_are_counted(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presenters, "MOST_FAULTS", 2)
    text = shown(send(*(f"A1,{day},rating,pain,11" for day in range(9))))
    assert "<h1>9 things to correct in the file</h1>" in text
    assert text.count('data-name="Line"') == 2
    assert "There are 7 more" in text


HOSTILE = "<script>alert(1)</script>"


def test_what_a_file_says_is_never_obeyed(send: Send) -> None:
    for response in (
        send(f"{HOSTILE},1,visit,,"),
        send(f"{HOSTILE},1,visit,,", "B,1,visit,,"),
        send(f"A1,1,rating,{HOSTILE},5"),
        send("A1,1,visit,,", f"A1,2,also_started,{HOSTILE},", f"A1,3,flag,note,{HOSTILE}"),
        send("A1,1,visit,,", name=f"{HOSTILE}.csv"),
        send("A1,1,visit,,", words=HOSTILE),
    ):
        assert response.status_code in (200, 422)
        assert "<script>" not in response.text


def test_one_course_comes_with_its_picture_and_several_without(send: Send, example: bytes) -> None:
    assert send(example).text.count("<svg") == 2  # one for a wide page, one for a phone
    both = example + example.split(b"\n", 1)[1].replace(b"invented-1", b"B2")
    assert "<svg" not in send(both).text


def test_what_a_file_says_is_escaped_in_the_picture(send: Send, example: bytes) -> None:
    evil = b"invented-1,2026-03-10,also_started,<script>x</script>,\n"
    page = send(example + evil).text
    assert "<svg" in page
    assert "<script>x" not in page


def test_a_course_without_ratings_has_no_picture(send: Send) -> None:
    assert "<svg" not in send(b"course,at,event,name,value\nA1,3,visit,,\n").text
