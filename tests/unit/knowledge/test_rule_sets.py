"""Rule sets: each has a version, which is raised when its data changes, and items with words."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from backcheck.knowledge.item_words import words_of
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.rule_sets import FILES, RuleSet, read_rule_set, rule_sets
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.wording import Audience, languages

# What a clinician signs is a version with this data: whoever changes a file raises the version and
# adds a line. The line of a version that was released is never changed. The screening has its own
# in test_screening_rules.py.
VERSIONS = {
    "cautions": {"1": "845d2f0cd426fb81"},
    "harm": {"1": "4ffadfef5518e110"},
    "consents": {"1": "d1bded1f5d3d39db"},
    "evidence": {"1": "cae378dc02628991"},
    "suits": {"1": "d77fb4b74612e0ef"},
    "home": {"1": "978dcfd6c18c063f"},
    "points": {"1": "16805750090ccc30"},
    "alarm": {"1": "0d06ab6849031cb4"},
    "instruments": {"1": "91e1f9a77768ab30"},
    "verdict": {"1": "3590844c9124e572", "2": "5b212b96941fe1f7"},
    "balance": {"1": "5d19e6c3de80172a"},
    "letters": {"1": "847d0e85f517bd97"},
    "retention": {"1": "f68ad0450c05d14a"},
    "promises": {"1": "46fa4a29eb8839db"},
}
# Simulated people and what was measured on them: nothing of it is a clinical rule.
NO_RULES = ("scenarios", "locked_scenarios", "designs", "how_often_wrong")
SETS = list(rule_sets().values())


@pytest.mark.parametrize("found", SETS, ids=lambda each: each.id)
def test_a_change_of_the_data_is_a_new_version(found: RuleSet) -> None:
    if found.id == "screening":
        assert found.version == rules().version
        return
    versions = VERSIONS[found.id]
    assert list(versions)[-1] == found.version
    assert versions[found.version] == found.sha256[:16]


def test_every_file_of_data_belongs_to_a_set_or_is_no_rule() -> None:
    files = [file for each in FILES.values() for file in each]
    assert len(files) == len(set(files))
    all_files = (each for each in DATA.rglob("*") if each.is_file())
    others = {path.relative_to(DATA).as_posix() for path in all_files} - set(files)
    assert {Path(each).stem for each in others} == set(NO_RULES)


@pytest.mark.parametrize("found", SETS, ids=lambda each: each.id)
def test_every_entry_with_a_certainty_is_an_item(found: RuleSet) -> None:
    texts = [(DATA / file).read_text("utf-8") for file in FILES[found.id] if "toml" in file]
    said = sum(_certainties(tomllib.loads(text)) for text in texts)
    exempt = 1 if found.id == "screening" else 0  # of the version itself
    assert len(found.items) == said - exempt > 0
    assert sum(found.counts.values()) == len(found.items)
    assert {each.provenance.review for each in found.items} == {"none"}


def _certainties(table: object) -> int:
    if not isinstance(table, dict):
        return 0
    return ("certainty" in table) + sum(_certainties(each) for each in table.values())


@pytest.mark.parametrize("language", languages())
def test_what_has_a_sentence_is_told_in_words(language: str) -> None:
    for found in SETS:
        for item in found.items:
            for audience in (Audience.PRACTITIONER, Audience.PATIENT):
                assert "{" not in words_of(item, audience, language)
    told = [each for each in rule_sets()["evidence"].items if each.table == "findings"]
    assert len({words_of(each, Audience.PRACTITIONER, language) for each in told}) == len(told)


def test_a_set_without_a_version_is_refused() -> None:
    text = (DATA / "suits.toml").read_text("utf-8")
    with pytest.raises(KnowledgeFaults, match="version must be a text"):
        read_rule_set("suits", {"suits.toml": text.replace('version = "1"', "")})


def test_another_letter_is_another_hash() -> None:
    text = (DATA / "suits.toml").read_text("utf-8")
    other = read_rule_set("suits", {"suits.toml": text.replace("= 42", "= 43", 1)})
    assert other.sha256 != rule_sets()["suits"].sha256
    assert other.counts == {Certainty.JUDGEMENT: 1}


def test_a_source_is_called_the_same_in_every_set() -> None:
    """And what is known of it doesn't depend on who looks: one text, read once."""
    found: dict[str, set[tuple[str, Certainty]]] = {}
    for each in (item for found_set in SETS for item in found_set.items):
        if each.provenance.source.id == "ostelo_2008":
            kept = found.setdefault(each.file, set())
            kept.add((each.provenance.source.citation, each.provenance.certainty))
    assert len(found) == 2
    assert len(set.union(*found.values())) == 1
