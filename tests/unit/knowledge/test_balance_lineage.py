"""A lineage is a file: another school adds one, and faults of it are told at once."""

from __future__ import annotations

import re

import pytest

from backcheck.knowledge import reading
from backcheck.knowledge.balance import lineage_reading
from backcheck.knowledge.balance.lineage_reading import lineage, lineages, read_lineage
from backcheck.knowledge.balance.option import options
from backcheck.knowledge.balance.pain import read_pains
from backcheck.knowledge.balance.reason import disagreement_said, limits_said, reason
from backcheck.knowledge.points.point import NO_CHANNEL
from backcheck.knowledge.points.tung import tung_points
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.wording import Audience, render

# An invented school: one system of its own, that joins the bladder with the stomach.
OTHER = """
[sources.us]
citation = "An invented school, for a test."
address = ""
[lineage.other]
certainty = "verified"
source = "us"
[evidence.low_back]
trials = 0
certainty = "verified"
source = "us"
[systems.1]
rule = "taught"
side = "both"
certainty = "verified"
source = "us"
[systems.1.table]
BL = { by = "ST", certainty = "verified", source = "us" }
[projections.image]
between = "trunk"
certainty = "verified"
source = "us"
[projections.image.placings.L4]
at = [{ part = "proximal_segment", from = 0.0, to = 0.5 }]
certainty = "verified"
source = "us"
[both_sides.split]
certainty = "verified"
source = "us"
[search.usual]
beyond_cun = 2.0
certainty = "verified"
source = "us"
[regions.anywhere]
of = ["low_back"]
line = "not_said"
channels = ["BL"]
certainty = "verified"
source = "us"
[continuing.usual]
certainty = "verified"
source = "us"
[distances.all]
line = "spine"
from_cun = 0.0
to_cun = 20.0
certainty = "verified"
source = "us"
[fours.usual]
steps = [1]
certainty = "verified"
source = "us"
[scores.usual]
smallest_change = 2.0
gone = 0.0
certainty = "verified"
source = "us"
[order.more_tender]
certainty = "verified"
source = "us"
""" + "".join(
    f'[compass.{rule}]\ncertainty = "verified"\nsource = "us"\n' for rule in lineage_reading.COMPASS
)
TAN_TEXT = (DATA / "balance/tan.toml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of data with both schools in it."""
    (tmp_path / "balance").mkdir()
    (tmp_path / "balance/other.toml").write_text(OTHER, encoding="utf-8")
    (tmp_path / "balance/tan.toml").write_text(TAN_TEXT, encoding="utf-8")
    monkeypatch.setattr(reading, "DATA", tmp_path)
    monkeypatch.setattr(lineage_reading, "DATA", tmp_path)
    lineage.cache_clear()
    yield tmp_path
    lineage.cache_clear()


def test_a_school_adds_a_file_and_no_code(folder):
    assert lineages() == ("other", "tan")
    (option,) = options(read_pains(["BL:right:L4", "GB:left:L4"]), lineage("other"), True)
    assert (option.channel, option.side) == ("ST", "both")
    assert (option.zone.where.segment, option.zone.where.to_cun) == ("thigh", 9.0)
    assert option.certainty is Certainty.VERIFIED
    said = render(reason(option, lineage("other")).said, Audience.PRACTITIONER)
    assert "as Other teaches it" in said


def test_tans_tables_are_not_touched_by_another_school(folder):
    found = options(read_pains(["BL:right:L4"]), lineage("tan"), False)
    assert {each.channel for each in found} == {"SI", "LU", "KI"}


def test_a_lineage_that_is_not_there_names_those_that_are():
    with pytest.raises(LookupError, match="there is tan"):
        lineage("nobody")


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('LU = { by = "SP"', 'LU = { by = "XX"', "'XX' is no channel"),
        ('side = "opposite"', 'side = "inside"', "side must be one of"),
        ('rule = "organ_pair"', 'rule = "star"', "rule must be one of"),
        ('part = "middle_joint"', 'part = "nose"', "part must be one of"),
        ('part = "middle_joint" }', 'part = "middle_joint", from = 0.1, to = 0.2 }', "neither"),
        ("from = 0.571, to = 0.857", "from = 0.857, to = 0.571", "from must be less than to"),
        ("[projections.mirror]", "[projections.magic]", "'magic' is no projection"),
        ("\nL3 = {", "\nL9 = {", "'L9' is no place"),
        ("[compass.worse]", "[compass.wose]", "entry 'worse' is missing"),
        (
            'certainty = "secondary"\nsource = "D4"',
            'certainty = "sure"\nsource = "D4"',
            "certainty",
        ),
        ('source = "T2"', 'source = "T9"', "'T9' is not among"),
        ("from_cun = 2.2, to_cun = 3.2", "from_cun = 2.5, to_cun = 3.2", "must begin where"),
        ("beyond_cun = 3.0", "beyond_cun = 30.0", "must lie between"),
    ],
)
def test_a_fault_of_the_file_is_told(was, becomes, fault):
    assert was in TAN_TEXT
    with pytest.raises(KnowledgeFaults, match=re.escape(fault)):
        read_lineage("tan", TAN_TEXT.replace(was, becomes))


def test_every_row_has_a_source_and_nobody_has_reviewed_any():
    rows = list(lineage().rows())
    assert len(rows) == len({row.id for row in rows}) > 200
    for row in rows:
        assert row.provenance.source.citation
        assert row.provenance.review == "none"


def test_what_is_only_remembered_is_switched_off():
    """Pairs and projections from memory stand in systems that have to be asked for."""
    tan = lineage()
    remembered = [
        row
        for row in tan.rows()
        if row.provenance.certainty is Certainty.FROM_MEMORY and row.id.startswith("systems.")
    ]
    off = {system.id for system in tan.systems.values() if system.unverified}
    assert {".".join(row.id.split(".")[:2]) for row in remembered} == off


def test_every_disagreement_touches_rows_that_are_there_and_can_be_said():
    tan = lineage()
    ids = [row.id for row in tan.rows()]
    for each in tan.disagreements:
        for touched in each.touches:
            assert touched == "covers" or any(i == touched or i.startswith(touched) for i in ids)
        for reader in (Audience.PRACTITIONER, Audience.PATIENT):
            for language in ("en", "he"):
                assert render(disagreement_said(each).said, reader, language)


def test_every_point_that_is_used_is_a_known_one_on_its_channel():
    for use in lineage().uses:
        assert tung_points()[use.point].channel == (use.channel or NO_CHANNEL)


def test_it_is_said_that_no_trial_was_found():
    assert lineage().trials == 0
    said = [render(each, Audience.PATIENT) for each in limits_said(lineage())]
    assert any("No study has tested" in each for each in said)
