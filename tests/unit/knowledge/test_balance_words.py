"""Where it hurts, in plain words: what is made of them, and what is told back."""

from __future__ import annotations

import pytest

from backcheck.knowledge.balance.lineage import Line
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.pain import Side
from backcheck.knowledge.balance.place import Place, heard
from backcheck.knowledge.balance.sick import sick
from backcheck.knowledge.balance.vocabulary import FILE, read_vocabulary, vocabulary
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.wording import Audience, render

TAN = lineage()


def _codes(words):
    return [pain.code for pain in sick(heard(words).places, TAN).pains]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (
            "right low back, about L4, two fingers from the spine, into the buttock",
            ["BL:right:L4", "BL:right:buttock"],
        ),
        (
            "גב תחתון מימין, בערך L4, שתי אצבעות מעמוד השדרה, מקרין לישבן",
            ["BL:right:L4", "BL:right:buttock"],
        ),
        ("midline low back, L5", ["GV:middle:L5"]),
        ("באמצע הגב התחתון בגובה L5", ["GV:middle:L5"]),
        ("left low back, on the outer line", ["BL:left:low_back"]),
        ("left flank", ["GB:left:low_back"]),
        ("כאב עמוק בגב התחתון בצד שמאל", ["KI:left:low_back"]),
        (
            "left low back, deep, radiating to the groin",
            ["KI:left:low_back", "KI:left:lower_abdomen"],
        ),
        ("low back both sides, inner line", ["BL:both:low_back"]),
        ("right L4-5, 3 cm from the spine", ["BL:right:L4", "BL:right:L5"]),
        ("left low back, 8 cm from the spine", ["BL+GB:left:low_back"]),
        ("left low back, 12 cm from the spine", ["GB:left:low_back"]),
        ("right low back, half a cun from the spine", ["GV:middle:low_back"]),
        (
            "right flank, down the outer side of the leg to the ankle",
            ["GB:right:" + level for level in ("low_back", "thigh", "knee", "lower_leg", "ankle")],
        ),
        ("back of the right thigh", ["BL:right:thigh"]),
        ("inside of the left knee", ["SP:left:knee", "LR:left:knee", "KI:left:knee"]),
        (
            "right low back, left knee on the front",
            ["BL:right:low_back", "ST:left:knee"],
        ),
        ("אצבעיים מעמוד השדרה משמאל בגב התחתון", ["BL:left:low_back"]),
        ("right low back, outer left knee", ["BL:right:low_back", "GB:left:knee"]),
        ("right buttock, at the side, down to the knee", ["GB:right:buttock", "GB:right:knee"]),
        ("tailbone, in the middle", ["GV:middle:coccyx"]),
    ],
)
def test_what_is_made_of_words(words, codes):
    assert _codes(words) == codes


def test_what_is_not_understood_is_told_back_and_the_rest_is_kept():
    told = heard("a wobbly spot at my right flank, mostly on tuesdays")
    assert told.not_understood == ("wobbly", "spot", "mostly", "tuesdays")
    assert [place.level for place in told.places] == ["low_back"]


def test_what_is_said_not_to_be_so_is_no_place():
    told = heard("right low back, not into the leg, without pain in the buttock")
    assert [place.level for place in told.places] == ["low_back"]
    assert told.denied == ("into", "leg", "buttock")
    assert heard("גב תחתון מימין, בלי הקרנה לרגל").denied == ("הקרנה", "לרגל")


def test_without_a_side_it_is_asked_and_nothing_is_taken():
    found = sick(heard("low back, two fingers from the spine").places, TAN)
    assert found.pains == ()
    assert [ask.id for ask in found.asks] == ["balance.ask.side"]


@pytest.mark.parametrize(
    "words", ["upper back on the right", "right side of the neck", "גב עליון מימין"]
)
def test_where_the_map_does_not_reach_nothing_is_taken_for_the_low_back(words):
    found = sick(heard(words).places, TAN)
    assert found.pains == ()
    assert [ask.id for ask in found.asks] == ["balance.ask.elsewhere"]


def test_without_a_line_on_a_limb_it_is_asked():
    found = sick(heard("left knee").places, TAN)
    assert found.pains == ()
    assert [ask.id for ask in found.asks] == ["balance.ask.line"]


def test_without_a_line_on_the_back_the_commonest_is_taken_and_said():
    (channel,) = sick(heard("right low back").places, TAN).channels
    assert channel.pain.code == "BL:right:low_back"
    assert [why.said.id for why in channel.why] == ["balance.why.commonest"]


def test_each_channel_says_why_with_its_row_and_its_certainty():
    found = sick(
        heard("right low back, L4, two fingers from the spine, into the buttock").places, TAN
    )
    first, second = found.channels
    assert [row.id for row in first.rows] == ["regions.inner_line", "distances.inner"]
    assert [why.said.id for why in first.why] == [
        "balance.why.line",
        "balance.why.converted",
        "balance.why.distance",
    ]
    converted = first.why[1]
    assert converted.said.parameters == {"cun": 1.5}
    assert converted.provenance.certainty is Certainty.SECONDARY
    assert [row.id for row in second.rows] == ["continuing.usual"]
    for why in (*first.why, *second.why):
        for language in ("en", "he"):
            assert render(why.told_to(Audience.PRACTITIONER), Audience.PRACTITIONER, language)


def test_two_reasons_for_one_channel_are_both_told():
    (channel,) = sick(heard("left low back, deep, to the front").places, TAN).channels
    assert [row.id for row in channel.rows] == ["regions.back_deep", "regions.back_front"]


def test_a_painted_body_says_where_without_words():
    painted = [Place(Side.LEFT, "L5", (Line.SIDE,)), Place(Side.LEFT, "buttock", runs_on=True)]
    assert [p.code for p in sick(painted, TAN).pains] == ["GB:left:L5", "GB:left:buttock"]


def test_pain_of_the_midline_does_not_run_on_into_a_limb():
    found = sick(heard("on the spine at L4, into the left buttock").places, TAN)
    assert [pain.code for pain in found.pains] == ["GV:middle:L4"]
    assert [ask.id for ask in found.asks] == ["balance.ask.line"]


def test_distances_cover_the_whole_back_without_a_gap():
    bounds = [(each.from_cun, each.to_cun) for each in TAN.distances]
    assert bounds[0][0] == 0.0
    assert [low for low, _ in bounds[1:]] == [high for _, high in bounds[:-1]]
    assert [each.line for each in TAN.distances][:3] == [Line.SPINE, Line.INNER, Line.OUTER]


def test_the_lines_of_the_bladder_lie_where_the_map_says():
    """The WHO's two lines, 1.5 and 3 cun, and the map's 1 to 3 cun, are all the bladder's."""
    for cun in (1.0, 1.5, 2.0, 3.0):
        assert _codes(f"right low back, {cun} cun from the spine") == ["BL:right:low_back"]


def test_units_agree_with_one_another():
    units = vocabulary().units
    assert 4 * units["finger"].cun == pytest.approx(3.0)
    assert units["cm"].cun == pytest.approx(12 / 25)


def test_a_misspelt_name_in_the_vocabulary_is_refused():
    text = (DATA / FILE).read_text("utf-8").replace("\nbuttock = ", "\nbutock = ")
    with pytest.raises(KnowledgeFaults, match="'butock' is not known"):
        read_vocabulary(text)
