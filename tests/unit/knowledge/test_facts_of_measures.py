"""What the designers must not get wrong about measures (facts 4, 6, 7, 8, 12 and 15)."""

from __future__ import annotations

import pytest

from backcheck.knowledge.changes_said import changed
from backcheck.knowledge.evidence import evidence
from backcheck.knowledge.instruments import LicenceKind, Scoring
from backcheck.knowledge.instruments_file import instruments, read_instruments
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.signs import signs
from tests.support.instruments import alike, instrument

TEXT = (DATA / "instruments.toml").read_text(encoding="utf-8")


def _found(key, before, after, ratings=1):
    return changed(instrument(key), alike(key, before, ratings), alike(key, after, ratings))


def test_fact_4_a_change_is_never_told_without_saying_that_people_improve_anyway():
    for key in ("pain_week", "peg", "psfs", "rmdq", "odi", "reach_cm"):
        held = instrument(key)
        for pair in ((held.low, held.high), (held.high, held.low)):
            assert _found(key, *pair).said[-1].id == "measure.limit.anyway"


def test_fact_6_one_rating_before_is_not_a_baseline():
    """A change of the size that chance alone brings is within error until several are averaged."""
    one, week = (_found("pain_week", 8, 6, ratings).difference for ratings in (1, 7))
    assert (one.is_within_error, week.is_within_error) == (True, False)


@pytest.mark.parametrize(
    ("key", "points", "fraction"),
    [
        ("pain_week", 2, 0.30),
        ("rmdq", 5, 0.30),
        ("odi", 10, 0.30),
        ("peg", 1, 0.30),
        ("psfs", 2, None),
    ],
)
def test_fact_7_the_changes_that_matter(key, points, fraction):
    used = instruments().importance[key]
    assert (used.points, used.fraction) == (points, fraction)


def test_fact_7_points_and_percent_are_both_needed():
    assert not _found("odi", 90, 78).is_important  # 12 points, 13 %
    assert not _found("odi", 20, 12).is_important  # 8 points, 40 %
    assert _found("odi", 40, 28).is_important


def test_fact_7_two_kinds_of_evidence_are_needed():
    one = (instrument("peg"), _found("peg", 7, 3))
    same_kind = (instrument("pain_week"), _found("pain_week", 9, 2))
    other_kind = (instrument("rmdq"), _found("rmdq", 18, 4))
    assert not evidence([one]).is_enough
    assert not evidence([one, same_kind]).is_enough
    assert evidence([one, other_kind]).is_enough


def test_fact_8_a_pair_of_ratings_detects_less_than_what_matters():
    """VAS 36 of 100 in acute pain against 2 of 10; FABQ 9.4 of 24; ours of pain 2.8 against 2."""
    vas = instruments().published["vas_acute"]
    assert (vas.low, vas.provenance.certainty) == (36, Certainty.VERIFIED)
    assert instruments().precision["fabq_physical"].detectable == 9.4
    assert instrument("fabq_physical").high == 24
    used = instruments().importance["pain_week"].points
    assert vas.low / 10 > used
    assert _found("pain_week", 6, 4).difference.error.amount > used
    assert "measure.one_pair" in [each.id for each in _found("pain_week", 6, 4).said]


def test_fact_12_relief_within_a_visit_is_never_evidence():
    found = _found("pain_now", 10, 0)
    assert found.is_important is None
    assert "measure.limit.in_session" in [each.id for each in found.said]
    assert not evidence([(instrument("pain_now"), found)]).important


def test_fact_15_what_may_be_shipped_and_what_may_not():
    asked = {each.id for each in instruments().all.values() if each.scoring is not Scoring.ENTRY}
    assert {"pain_week", "peg", "psfs", "pgic", "stiffness_minutes", "sleep_week"} <= asked
    kinds = {each.id: each.licence.kind for each in instruments().all.values()}
    for family in ("odi", "promis", "startback", "tsk", "fabq"):
        of_it = [key for key in kinds if key.startswith(family)]
        assert of_it
        assert all(kinds[key] is LicenceKind.PERMISSION for key in of_it)
    for key in ("rmdq", "phq2", "gad2"):  # free, but word for word, and the words aren't in hand
        assert kinds[key] is LicenceKind.PUBLISHED_FORM


def test_every_sign_is_asked_for_by_the_instrument_of_its_name():
    for sign in signs().values():
        held = instrument(sign.id)
        assert (held.unit, held.low, held.high) == (sign.unit, sign.low, sign.high)
        assert held.higher_is_better is sign.higher_is_better


def test_codes_are_verified_ones():
    """The others of the facts were seen in somebody's code only, or remembered."""
    assert {(each.id, each.code) for each in instruments().codes.values()} == {
        ("pain_now", "72514-3")
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            ('scoring = "entry"\nunit = "percent"', 'scoring = "single"\nunit = "percent"'),
            "instruments.odi: licence permission allows a score, no items",
        ),
        (('items = ["pain"]\n', "", 1), "give items or own_items"),
        (("needed_items = 3\n", "needed_items = 4\n", 1), "asks for more answers than"),
        (('scoring = "mean"', 'scoring = "single"', 1), "single is for one item"),
        (("high = 24\n", "high = 0\n", 1), "low must lie below high"),
        (("to_points = 1.75", "to_points = 0.5"), "to_points must lie above points"),
        (("fraction = 0.18", "fraction = 18"), "fraction must lie between"),
        (("[precision.rmdq]", "[precision.rmdq_24]"), "no instrument 'rmdq_24'"),
        (("[precision.rmdq]", "[precision.reach_cm]"), "stands in measured_signs.toml"),
        (("detectable = 13", "detectable = 13\nstandard_error = 4"), "one of them, above 0"),
        (("level = 6\nsame_level = 4", "points = 2"), "a level is for an answer that is itself"),
        (("same_level = 4\n", ""), "level and same_level go together"),
        (("same_level = 4\n", "same_level = 7\n"), "level is the higher one"),
        (('"secondary"\nsource = "immpact', '"from_memory"\nsource = "immpact'), "remembered"),
        (
            ('code = "72514-3"\ncertainty = "verified"', 'code = "1"\ncertainty = "secondary"'),
            "must be verified",
        ),
        (("[instruments.stiffness]", "[instruments.stiff]"), "asks for the sign 'stiffness'"),
        (('limits = ["diary"]', 'limits = ["diary", "diary"]'), "names something twice"),
        (('kinds = ["pain"', 'kinds = ["pane"'), "'pane' is no kind"),
        (("whole = true", 'whole = "yes"', 1), "must be true or false"),
    ],
)
def test_what_does_not_go_together_is_refused(change, told):
    assert change[0] in TEXT
    with pytest.raises(KnowledgeFaults, match=told):
        read_instruments(TEXT.replace(*change))
