"""The pages to read beforehand: nothing remembered or judged is shown to a patient as fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client

from backcheck.knowledge.adverse_events import adverse_events
from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.evidence_items import evidence_items
from backcheck.knowledge.home import home
from backcheck.knowledge.ladder import steps_said
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.rule_sets import rule_sets
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.suits import suitability
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, label, languages, render
from backcheck.reports.people_of_100 import people_of_100
from backcheck.web.guide.evidence import USUAL, evidence_page
from backcheck.web.guide.suits import CASES

ADDRESSES = [f"/evidence/?card={card}" for card in evidence_items().cards]
ADDRESSES += ["/at-home/", "/at-home/ladder/", "/who-it-may-suit/", "/what-can-go-wrong/"]
ANSWERS = ("warning", "weaker", "disc", "returning", "physiotherapy")
TOLD = re.compile(r'<div class="told( ours)?">(.*?)<details><summary>(.*?)</summary>', re.DOTALL)
NAME_ALONE = re.compile(r'\s*<p class="item"><code dir="ltr">[\w.]+</code></p>\s*')
both = pytest.mark.parametrize("language", languages())


def _statements() -> Iterator[Statement]:
    """Everything that any of the pages could show."""
    known = evidence_items()
    for each in (*known.findings.values(), *known.guidelines.values(), *known.payers.values()):
        yield Statement(each.said, each.provenance)
    for habit in home().habits.values():
        yield from (habit.to_do, habit.more, *habit.studies, *habit.cares)
    for rule in caution_rules().values():
        yield Statement(rule.said, rule.provenance)
    yield from steps_said()
    for asking in CASES.values():
        found = suitability(asking)
        yield from (found.why, *found.advice, *found.shared_note)


def _read(language: str, words: str = "patient") -> str:
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": language})
    asked = [f"{each}{'&' if '?' in each else '?'}words={words}" for each in ADDRESSES]
    whole = [client.get(each) for each in asked]
    assert {each.status_code for each in whole} == {200}
    return "\n".join(unescape(each.text) for each in whole)


@both
def test_what_a_patient_reads_is_fact_or_told_as_ours(language: str) -> None:
    text = _read(language)
    blocks = TOLD.findall(text)
    as_fact = "\n".join(said for ours, said, _ in blocks if not ours)
    as_ours = "\n".join(said for ours, said, _ in blocks if ours)
    marks = {mark for ours, _, mark in blocks if ours}
    assert len(marks) == 1  # of a judgement; what is remembered isn't there
    seen = {Certainty.FROM_MEMORY: 0, Certainty.JUDGEMENT: 0, Certainty.VERIFIED: 0}
    for each in _statements():
        certainty = each.provenance.certainty
        words = f"<p>{render(each.said, Audience.PATIENT, language)}</p>"
        seen[certainty] = seen.get(certainty, 0) + (words in text)
        if certainty.may_be_told_as_fact:
            assert words not in as_ours
        else:
            assert words not in as_fact, each.said.id
    assert seen[Certainty.FROM_MEMORY] == 0
    assert seen[Certainty.JUDGEMENT] > 20
    assert seen[Certainty.VERIFIED] > 20
    for figure in adverse_events().values():
        shown = label(f"harm.{figure.id}", language) in text
        assert shown == figure.provenance.certainty.may_be_told_as_fact, figure.id


@both
def test_nothing_is_said_beside_its_mark(language: str) -> None:
    """Each sentence of the items stands in a block with how it is known, on every page."""
    for words, reader in (("patient", Audience.PATIENT), ("practitioner", Audience.PRACTITIONER)):
        text = _read(language, words)
        marked = "\n".join(said for _, said, _ in TOLD.findall(text))
        for each in _statements():
            said = render(each.said, reader, language)
            assert text.count(said) == marked.count(said), each.said.id


@both
def test_the_sources_show_a_patient_nothing_that_is_remembered(language: str) -> None:
    """Neither words nor numbers: only that there is an item, and that nobody has checked it."""
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": language})
    unchecked = render(Sentence("told.mark.from_memory"), Audience.PATIENT, language)
    for rules in rule_sets().values():
        text = unescape(client.get(f"/knowledge/{rules.id}/?words=patient").text)
        found = [said for _, said, mark in TOLD.findall(text) if mark == unchecked]
        assert len(found) == rules.counts.get(Certainty.FROM_MEMORY, 0)
        for said in found:
            assert re.fullmatch(
                r"\s*<p class=\"item\"><code dir=\"ltr\">[\w.]+</code></p>\s*", said
            )


def test_a_practitioner_reads_what_is_remembered_marked_so() -> None:
    found = TOLD.findall(_read("en", "practitioner"))
    assert any("20.3 of 100" in said and "from memory" in mark for _, said, mark in found)


def test_every_comparison_stands_beside_the_others() -> None:
    text = Client(SERVER_NAME="localhost").get("/evidence/?card=years").text
    for against in ("no_treatment", "usual_care", "sham"):
        assert f"<h3>{label(f'against.{against}')}</h3>" in text


def test_an_unknown_card_is_the_usual_one() -> None:
    pages = [evidence_page(card, Audience.PATIENT, "en") for card in ("nosuch", "", USUAL)]
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("language", languages())
def test_a_picture_is_read_without_colour_and_without_eyes(language: str) -> None:
    text = people_of_100(9, "9 of 100: <some>", language)
    filled, empty = re.findall(r'<path d="(.*?)" fill="(.*?)"', text)
    assert (filled[0].count("M"), empty[0].count("M"), empty[1]) == (9, 91, "none")
    assert "<title>9 of 100: &lt;some&gt;</title>" in text
    first = float(re.match(r"M([\d.]+)", filled[0])[1])  # type: ignore[index]
    assert (first < 100) == (language == "en")  # from the side where reading starts


@pytest.mark.parametrize("count", [-1, 101])
def test_more_or_fewer_than_a_hundred_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="can't be drawn"):
        people_of_100(count, "")


def _sent(**changed: str) -> str:
    given = {**dict.fromkeys(ANSWERS, "no"), "since": "over_a_year", **changed}
    return unescape(Client(SERVER_NAME="localhost").post("/who-it-may-suit/", given).text)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, "Your pain lasts or returns"),
        ({"since": "acute"}, "Your pain is new"),
        ({"since": "acute", "returning": "yes"}, "Your pain lasts or returns"),
        ({"since": "unknown"}, "Some questions come first"),
        ({"warning": "unsure"}, "See a doctor first"),
        ({"weaker": "yes"}, "See a doctor first"),
        ({"weaker": "unsure", "disc": "yes"}, "see an orthopaedist first"),
    ],
)
def test_an_answer_is_given_before_the_cases(changed: dict[str, str], told: str) -> None:
    text = _sent(**changed)
    answer = text[text.index('role="status"') : text.index('<p class="lead">')]
    assert told in answer


def test_what_is_left_out_is_never_a_no() -> None:
    response = Client(SERVER_NAME="localhost").post("/who-it-may-suit/", {"since": "acute"})
    assert response.status_code == 422
    assert 'role="status"' not in response.text
    assert response.text.count("Choose one answer") == len(ANSWERS)
