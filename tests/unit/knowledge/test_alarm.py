"""The alarm: five dials that describe, and never explain a warning sign away (fact 13)."""

from __future__ import annotations

import ast
import dataclasses
from itertools import product
from pathlib import Path

import pytest

from backcheck.knowledge.alarm import Alarm, DialReading, DialState, alarm
from backcheck.knowledge.dials import DIALS, WarningSigns, dials, read_dials
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.wording import Audience, languages, render
from tests.support.instruments import alike, instrument

SOURCE = Path(__file__).parents[3] / "src/backcheck"
TEXT = (DATA / "alarm.toml").read_text(encoding="utf-8")
PARTS = [part for dial in dials().all.values() for part in dial.parts]
NONE, OPEN, NOT_ASKED = WarningSigns.NONE_REPORTED, WarningSigns.OPEN, WarningSigns.NOT_ASKED


def _worst(part):
    held = instrument(part)
    return held.low if held.higher_is_better else held.high


def _best(part):
    held = instrument(part)
    return held.high if held.higher_is_better else held.low


def _scores(values):
    return {part: alike(part, value) for part, value in values.items() if value is not None}


def _ids(found):
    return [sentence.id.removeprefix("alarm.") for sentence in found.said]


def _standing_out(found):
    return tuple(r.dial.id for r in found.readings if r.state is DialState.HIGH)


@pytest.mark.parametrize("example", dials().examples.values(), ids=lambda each: each.id)
def test_an_example_of_the_file_is_read_as_it_says(example):
    found = alarm(_scores(example.scores), example.warning_signs)
    assert _standing_out(found) == example.stand_out
    assert tuple(_ids(found)) == example.says


# Every answer at its best, at its worst, and not given.
EVERY = [dict(zip(PARTS, chosen, strict=True)) for chosen in product("bwn", repeat=len(PARTS))]
VALUES = {part: {"b": alike(part, _best(part)), "w": alike(part, _worst(part))} for part in PARTS}


def _of(chosen):
    return {part: VALUES[part][how] for part, how in chosen.items() if how != "n"}


def test_with_an_open_warning_sign_nothing_is_explained_whatever_was_answered():
    """All of 3^8 answers: only what leads to a doctor is said, after the warning sign."""
    to_doctor = {f"high.{each.says}" for each in dials().high.values() if each.to_doctor}
    for chosen in EVERY:
        for warning in (OPEN, NOT_ASKED):
            ids = _ids(alarm(_of(chosen), warning))
            assert ids[0] == f"warning.{warning}"
            assert set(ids[1:]) <= to_doctor | {"unanswered"}


def test_what_is_not_answered_is_never_low():
    for chosen in EVERY:
        found = alarm(_of(chosen), NONE)
        for reading in found.readings:
            answers = [chosen[part] for part in reading.dial.parts]
            wanted = "high" if "w" in answers else "unknown" if "n" in answers else "not_high"
            assert reading.state == wanted
        ids = _ids(found)
        assert ("unanswered" in ids) is ("n" in chosen.values())
        assert ("none_high" in ids) is (set(chosen.values()) == {"b"})


def test_the_limits_are_always_there_and_in_full():
    for chosen in (EVERY[0], EVERY[-1], EVERY[len(EVERY) // 2]):
        for warning in WarningSigns:
            limits = [each.said.id for each in alarm(_of(chosen), warning).limits]
            assert limits == [f"alarm.limit.{key}" for key in dials().limits]
    wanted = {"describes", "not_measurable", "needs_examination", "no_gate", "no_warning"}
    assert set(dials().limits) == wanted


def test_fact_13_there_is_no_total():
    """Five readings in one order, whatever they say, and no number beside them."""
    for values in ({}, {part: _worst(part) for part in PARTS}):
        found = alarm(_scores(values), NONE)
        assert tuple(reading.dial.id for reading in found.readings) == DIALS
    assert [field.name for field in dataclasses.fields(Alarm)] == ["readings", "said", "limits"]
    names = [field.name for field in dataclasses.fields(DialReading)]
    assert names == ["dial", "scores", "state"]
    assert all(not sentence.parameters for sentence in alarm({}, NONE).said)


def test_fact_13_it_decides_nothing():
    """Nothing that answers whether a treatment helps, and nothing that screens, takes it in."""
    taken = {"alarm", "dials"}
    for path in [*SOURCE.glob("verdict/*.py"), *SOURCE.glob("stats/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not taken & set((node.module or "").split(".")), path.name


def test_it_can_not_be_asked_for_without_saying_what_is_known_of_warning_signs():
    with pytest.raises(TypeError):
        alarm({})  # type: ignore[call-arg]


def test_the_cut_itself_stands_out_on_the_side_of_worse():
    for part, high in dials().high.items():
        held = instrument(part)
        step = 1 if held.higher_is_better else -1
        for value, wanted in ((high.at, True), (high.at + step, False)):
            (reading,) = [
                r for r in alarm(_scores({part: value}), NONE).readings if part in r.dial.parts
            ]
            assert (reading.state is DialState.HIGH) is wanted, part


def test_what_is_told_as_fact_is_neither_remembered_nor_judged():
    assert all(e.provenance.certainty.may_be_told_as_fact for e in dials().known.values())
    told = {key: each.told_to(Audience.PATIENT) for key, each in dials().limits.items()}
    ours = {key for key, said in told.items() if said is not None and said.id == "told.judgement"}
    assert ours == {"describes", "no_gate", "no_warning"}
    assert all(told.values())


@pytest.mark.parametrize("language", languages())
def test_no_cut_is_told_to_anybody(language):
    """Where a dial stands out is our judgement: sentences describe and give no figure."""
    found = alarm(_scores({part: _worst(part) for part in PARTS}), NONE)
    for sentence in (*found.said, *(each.said for each in found.limits)):
        for audience in (Audience.PRACTITIONER, Audience.PATIENT):
            assert not any(c.isdigit() for c in render(sentence, audience, language)), sentence.id


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ('[known.peg]\ncertainty = "verified"', '[known.peg]\ncertainty = "from_memory"'),
            "as known",
        ),
        (("[limits.no_gate]", '[limits.no_gate]\ntells = "rule"'), "unknown key 'tells'"),
        (("[known.peg]", "[known.sit]"), "'sit' is part of no dial"),
        (('parts = ["fear"]', 'parts = ["fear", "peg"]'), "belongs to one dial"),
        (('parts = ["fear"]', 'parts = ["dread"]'), "no instrument 'dread'"),
        (("[dials.mood]", "[dials.moods]"), "'mood' is missing"),
        (("at = 6\n", "at = 60\n"), "at must lie between 0 and 10"),
        (("to_doctor = true", 'to_doctor = "yes"'), "must be true or false"),
        (("scores = { fear = 10 }", "scores = 3"), "table of numbers"),
        (("stand_out = []", 'stand_out = ""'), "stand_out must be a list"),
    ],
)
def test_what_may_not_be_is_refused(change, told):
    assert change[0] in TEXT
    with pytest.raises(KnowledgeFaults, match=told):
        read_dials(TEXT.replace(*change, 1))
