"""Knowledge files: what is missing, misspelt or impossible is told, all of it at once."""

from __future__ import annotations

import pickle
import re
import tomllib
from functools import partial

import pytest

from backcheck.knowledge.adverse_events import read_adverse_events
from backcheck.knowledge.balance.channel import read_channels
from backcheck.knowledge.balance.vocabulary import read_vocabulary
from backcheck.knowledge.caution_rules import read_cautions
from backcheck.knowledge.consents import read_consents
from backcheck.knowledge.designs import read_designs
from backcheck.knowledge.dials import read_dials
from backcheck.knowledge.evidence_items import read_evidence
from backcheck.knowledge.home import read_home
from backcheck.knowledge.instruments_file import read_instruments
from backcheck.knowledge.measured import measured, read_measured
from backcheck.knowledge.natural_course import natural_course, read_natural_course
from backcheck.knowledge.promises import read_promises
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.response import read_response, response
from backcheck.knowledge.retention import read_retention
from backcheck.knowledge.scenarios import LOCKED, read_scenarios
from backcheck.knowledge.screening.questions import read_questions
from backcheck.knowledge.screening.rules import read_rules
from backcheck.knowledge.several import read_several
from backcheck.knowledge.signs import read_signs, signs
from backcheck.knowledge.suits import read_suits
from backcheck.knowledge.thresholds import read_thresholds, thresholds

READERS = {
    "signs.toml": read_signs,
    "response.toml": read_response,
    "verdict.toml": read_thresholds,
    "natural_course.toml": read_natural_course,
    "scenarios.toml": read_scenarios,
    LOCKED: partial(read_scenarios, file=LOCKED),
    "consents.toml": read_consents,
    "retention.toml": read_retention,
    "measured_signs.toml": read_measured,
    "several_signs.toml": read_several,
    "designs.toml": read_designs,
    "instruments.toml": read_instruments,
    "alarm.toml": read_dials,
    "promises.toml": read_promises,
    "cautions.toml": read_cautions,
    "adverse_events.toml": read_adverse_events,
    "evidence.toml": read_evidence,
    "home.toml": read_home,
    "suits.toml": read_suits,
    "balance_channels.toml": read_channels,
    "balance_words.toml": read_vocabulary,
    "screening_questions.toml": read_questions,
    "screening_rules.toml": read_rules,
}


def _text(file: str) -> str:
    return (DATA / file).read_text(encoding="utf-8")


def test_every_knowledge_file_has_a_reader_here():
    assert set(READERS) == {path.name for path in DATA.glob("*.toml")}


@pytest.mark.parametrize("file", READERS)
def test_every_entry_needs_its_source_and_its_certainty(file):
    for line in ("source", "certainty"):
        broken, count = re.subn(rf"(?m)^{line} = .*$", "", _text(file))
        assert count > 0
        with pytest.raises(KnowledgeFaults) as told:
            READERS[file](broken)
        assert len(told.value.faults) >= count, told.value.faults


@pytest.mark.parametrize("file", READERS)
def test_no_entry_comes_reviewed(file):
    reviewed = _text(file).replace('certainty = "', 'review = "Dr A"\ncertainty = "')
    with pytest.raises(KnowledgeFaults, match="set by a clinician in the product"):
        READERS[file](reviewed)


@pytest.mark.parametrize("file", READERS)
def test_a_key_nobody_reads_is_refused(file):
    with pytest.raises(KnowledgeFaults, match="unknown key 'probb'"):
        READERS[file](_text(file).replace("certainty =", "probb = 1\ncertainty =", 1))


@pytest.mark.parametrize("file", READERS)
def test_a_source_that_is_not_listed_is_refused(file):
    unlisted = re.sub(r'(?m)^source = ".*"$', 'source = "hearsay"', _text(file))
    with pytest.raises(KnowledgeFaults, match="'hearsay' is not among"):
        READERS[file](unlisted)


def test_all_faults_of_a_file_are_told_at_once():
    broken = _text("response.toml").replace("fast_sd_points = 1.9", "fast_sd_points = -1")
    broken = broken.replace("to_days = 42", "to_days = 40").replace(
        "probability = 0.75", 'probability = "x"'
    )
    with pytest.raises(KnowledgeFaults) as told:
        read_response(broken)
    places = " ".join(told.value.faults)
    for word in ("strata.acute: fast_sd_points", "strata.persistent: from_days", "onset.at_once"):
        assert word in places


def test_a_stratum_too_few_or_too_many_is_told():
    renamed = _text("response.toml").replace("[strata.acute]", "[strata.brand_new]")
    with pytest.raises(KnowledgeFaults) as told:
        read_response(renamed)
    assert any("'acute' is missing" in fault for fault in told.value.faults)
    assert any("'brand_new' is not known" in fault for fault in told.value.faults)


def test_what_is_remembered_is_not_told_as_fact():
    remembered = _text("natural_course.toml").replace('"secondary"', '"from_memory"')
    with pytest.raises(KnowledgeFaults, match="not told as fact"):
        read_natural_course(remembered)
    assert all(c.provenance.certainty.may_be_told_as_fact for c in natural_course().values())


def test_only_what_was_seen_or_reckoned_may_be_told_as_fact():
    told = {certainty for certainty in Certainty if certainty.may_be_told_as_fact}
    assert told == set(Certainty) - {Certainty.FROM_MEMORY, Certainty.JUDGEMENT}


def test_a_sign_is_rated_from_0_to_10_or_has_a_transform():
    with pytest.raises(KnowledgeFaults, match="neither rated from 0 to 10"):
        read_signs(_text("signs.toml").replace("high = 10\n", "high = 100\n", 1))
    rated = [s for s in signs().values() if s.transform is None]
    assert all((s.low, s.high) == s.ends == (0, 10) for s in rated)
    assert {s.id for s in signs().values()} - {s.id for s in rated} == set(measured().transforms)


def test_the_sign_of_more_is_better_is_turned_and_back():
    sleep = signs()["sleep"]
    assert [sleep.harm(v) for v in (0, 3, 10)] == [10, 7, 0]
    assert sleep.value(sleep.harm(3)) == 3


def test_the_priors_are_those_of_the_specification():
    """A change here is a change of the engine: thresholds and figures must be derived again."""
    acute, year = response().strata["acute"], response().strata["over_a_year"]
    assert (acute.fast_mean_points, acute.slow_mean_points, acute.fast_days) == (2.6, 2.0, 17.5)
    assert (year.fast_mean_points, year.slow_mean_points, year.fast_days) == (0.2, 0.8, 21)
    assert response().stances["sceptical"].gain_sd_points == 0.12
    helping = thresholds().helping
    assert (helping.probably_prob, helping.very_likely_prob) == (0.65, 0.80)
    assert helping.very_likely_sceptical_prob == 0.45


def test_the_engine_and_the_patient_are_told_different_natural_courses():
    """The larger recovery of 2012 guards against false help; the patient hears the one of 2024."""
    persistent = response().strata["persistent"]
    engine = persistent.fast_mean_points * (1 - 2.718281828 ** (-42 / persistent.fast_days))
    assert engine > natural_course()["persistent"].fall_points


@pytest.mark.parametrize("file", READERS)
def test_every_source_that_is_listed_is_used(file):
    root = tomllib.loads(_text(file))
    tables = [entry for table in root.values() for entry in table.values()]
    entries = [entry for entry in tables if isinstance(entry, dict)]  # a list of words has none
    used = {e["source"] for e in entries if "source" in e}
    used |= {fact for e in entries for fact in e.get("facts", ())}
    assert used == set(root["sources"])


def test_faults_can_be_handed_over_by_a_worker():
    told = KnowledgeFaults("signs.toml", ["pain: x", "sleep: y"])
    got = pickle.loads(pickle.dumps(told))
    assert (str(got), got.faults) == (str(told), told.faults)
