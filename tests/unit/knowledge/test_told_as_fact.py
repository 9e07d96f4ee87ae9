"""Nothing remembered or judged reaches a patient as a fact: figures come as parameters, and what
hands them over looks at how sure they are."""

from __future__ import annotations

import re
import string

import pytest

from backcheck.knowledge.dials import dials
from backcheck.knowledge.instruments_file import instruments
from backcheck.knowledge.natural_course import natural_course
from tools import compile_words

SUBJECTS = ("measure.", "alarm.")
FIGURE = re.compile(r"[1-9]")


def _bare(template: str) -> str:
    return "".join(words for words, *_ in string.Formatter().parse(template))


def _for_patients(language):
    return [
        entry
        for entry in compile_words.whole(language)
        if entry.msgctxt == "patient" and entry.msgid.startswith(SUBJECTS)
    ]


@pytest.mark.parametrize("language", compile_words.languages())
def test_no_sentence_on_measures_or_dials_has_a_figure_of_its_own(language):
    """A figure in the words would be told whatever its certainty."""
    found = _for_patients(language)
    assert len(found) > 40
    figures = {entry.msgid for entry in found if FIGURE.search(_bare(entry.msgstr))}
    assert figures == {"measure.amount.percent"}  # a unit: points of 100


@pytest.mark.parametrize("language", compile_words.languages())
def test_what_is_unchecked_or_unknown_gives_the_patient_no_parameter(language):
    unsure = [e for e in _for_patients(language) if e.msgid.endswith(("_unchecked", ".unknown"))]
    assert len(unsure) == 6
    assert [entry.msgid for entry in unsure if "{" in entry.msgstr] == []


def test_every_record_that_is_told_as_fact_may_be():
    told = [
        *natural_course().values(),
        *dials().known.values(),
        *(each for each in instruments().importance.values() if each.level is not None),
        *instruments().codes.values(),
    ]
    assert len(told) >= 8
    assert [e for e in told if not e.provenance.certainty.may_be_told_as_fact] == []
