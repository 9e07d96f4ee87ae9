"""Cautions, evidence, home and advice: a figure comes from its item, and with its certainty."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest

from backcheck.knowledge.adverse_events import told_to_patients
from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.evidence_items import evidence_items
from backcheck.knowledge.home import home
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.telling import Statement, told
from backcheck.knowledge.wording import Audience
from tools import compile_words

SUBJECTS = ("caution", "evidence", "guideline", "payer", "home", "study", "care", "walk")
SUBJECTS += ("ladder", "suits", "note", "told")
SCALES = {"10", "24", "100"}  # what a figure is of, and no figure of its own
NUMBER = re.compile(r"\d+")


def _statements() -> Iterator[Statement]:
    items, habits = evidence_items(), home().habits.values()
    for rule in caution_rules().values():
        yield Statement(rule.said, rule.provenance)
    for each in (*items.findings.values(), *items.guidelines.values(), *items.payers.values()):
        yield Statement(each.said, each.provenance)
    for habit in habits:
        yield from (habit.to_do, habit.more, *habit.studies, *habit.cares)


STATEMENTS = list(_statements())


def test_every_kind_of_certainty_is_among_them() -> None:
    wanted = {Certainty.VERIFIED, Certainty.SECONDARY, Certainty.FROM_MEMORY, Certainty.JUDGEMENT}
    assert {each.provenance.certainty for each in STATEMENTS} == wanted
    assert len(STATEMENTS) > 100


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda each: each.said.id)
def test_nothing_remembered_or_judged_reaches_a_patient_as_fact(statement: Statement) -> None:
    said = statement.told_to(Audience.PATIENT)
    match statement.provenance.certainty:
        case Certainty.FROM_MEMORY:
            assert said is None
        case Certainty.JUDGEMENT:
            assert said is not None
            assert said.id == "told.judgement"
        case _:
            assert said == statement.said


def test_a_certainty_that_may_not_be_told_as_fact_is_never_told_bare() -> None:
    """Also one that is added to ``Certainty`` one day."""
    some = STATEMENTS[0]
    for certainty in Certainty:
        if not certainty.may_be_told_as_fact:
            provenance = type(some.provenance)(some.provenance.source, certainty)
            assert told(some.said, provenance, Audience.PATIENT) != some.said


def test_no_figure_of_harm_for_patients_is_remembered() -> None:
    assert all(each.provenance.certainty.may_be_told_as_fact for each in told_to_patients())


@pytest.mark.parametrize("language", compile_words.languages())
def test_no_sentence_for_patients_has_a_figure_of_its_own(language: str) -> None:
    """A figure in the words would be told whatever its certainty."""
    found = [
        entry
        for entry in compile_words.whole(language)
        if entry.msgctxt == "patient" and entry.msgid.split(".")[0] in SUBJECTS
    ]
    assert len(found) > 100
    own = {
        entry.msgid: figures
        for entry in found
        if (figures := set(NUMBER.findall(_bare(entry.msgstr))) - SCALES)
    }
    assert own == {}


def _bare(template: str) -> str:
    return "".join(words for words, *_ in string.Formatter().parse(template))
