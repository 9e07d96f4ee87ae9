"""Every course reads as a document and as a picture, in every language, for whoever reads."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from backcheck.knowledge.wording import Audience, languages
from backcheck.reports.chart import chart, data_table
from backcheck.reports.document import Document, Facts, Sayings, Table, document
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.picture import picture
from tests.spec.verdict.golden import GOLDEN, assessed

READERS = (Audience.PRACTITIONER, Audience.PATIENT)
RIGHT_TO_LEFT = {"he"}
# A minus or a percent that a sentence of a right-to-left script does not hold together.
LOOSE = re.compile("\u2212|[<>]\\d|\\}|\\{")
HELD = re.compile("\u2066[^\u2066-\u2069]*\u2069")


@pytest.fixture(scope="module", params=GOLDEN, ids=lambda golden: golden.name)
def answer(request: pytest.FixtureRequest) -> Assessment:
    return assessed(request.param)


def _said(drawn: Document) -> Iterator[str]:
    yield from (drawn.title, drawn.verdict, drawn.next_step, drawn.caveat)
    for block in drawn.blocks:
        match block:
            case Facts():
                yield from (block.heading, *(name for name, _ in block.rows))
            case Sayings():
                yield from (block.heading, *block.items)
            case Table():
                yield from block.columns
                yield from (cell for row in block.rows for cell in row)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reader", READERS)
def test_the_document_is_whole(answer: Assessment, reader: Audience, language: str) -> None:
    drawn = document(answer, reader, language)
    assert drawn.language == language
    for said in _said(drawn):
        assert not LOOSE.search(_held(said, language)), said


@pytest.mark.parametrize("language", languages())
def test_the_picture_is_whole(answer: Assessment, language: str) -> None:
    found = picture(answer)
    if found is None:
        return
    texts = [element.text or "" for element in ET.fromstring(chart(found, "x", language)).iter()]
    cells = [cell for row in data_table(found, language) for cell in row]
    for said in (*texts, *cells):
        assert not LOOSE.search(_held(said, language)), said


def _held(said: str, language: str) -> str:
    """What a language that runs right to left leaves to the reader's screen to order."""
    return HELD.sub("", said) if language in RIGHT_TO_LEFT else re.sub("[\u2212<>]", "", said)
