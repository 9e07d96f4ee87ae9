"""``backcheck points`` as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from backcheck.__main__ import main

KEYS = {"sick", "system", "channel", "side", "projection", "zone", "points", "cautions"}
KEYS |= {"certainty", "source", "reason"}
SENTENCE = "right low back, about L4, two fingers from the spine, into the buttock"


def _json(capsys, *arguments):
    assert main(["points", *arguments, "--json"]) == 0
    printed = capsys.readouterr()
    return json.loads(printed.out), printed.err


def test_the_contract_of_the_json(capsys):
    found, error = _json(capsys, "--pain", "BL:right:L4")
    assert error == ""
    assert len(found) == 10
    for option in found:
        assert {*option} >= KEYS
        assert option["sick"] == "BL"
        assert option["side"] in ("left", "right", "either", "both")
        assert {*option["zone"]} >= {"segment", "from_cun", "to_cun"}
        assert option["zone"]["from_cun"] < option["zone"]["to_cun"]
        assert option["rows"]
        assert option["source"]
        assert option["reason"].endswith(".")
    by_system = {option["system"]: option["channel"] for option in found}
    assert by_system == {1: "SI", 2: "LU", 3: "KI", 4: "LU", 5: "SI"}


def test_a_hand_has_no_cun_and_says_so_with_null(capsys):
    found, _ = _json(capsys, "--pain", "BL:right:coccyx")
    hands = [option["zone"] for option in found if option["zone"]["segment"] == "hand"]
    assert hands
    assert all(zone["from_cun"] is None and zone["to_cun"] is None for zone in hands)


def test_several_pains_are_answered_in_turn(capsys):
    found, _ = _json(capsys, "--pain", "BL:right:L4", "--pain", "gb:left:knee")
    assert [*dict.fromkeys(option["pain"] for option in found)] == ["BL:right:L4", "GB:left:knee"]


def test_the_midline_has_nothing_until_it_is_asked_for_and_that_is_said(capsys):
    found, error = _json(capsys, "--pain", "GV:middle:L4")
    assert found == []
    assert "GV: no table balances it" in error
    found, error = _json(capsys, "--pain", "GV:middle:L4", "--unverified")
    assert {option["certainty"] for option in found} == {"from_memory"}
    assert all("From memory" in option["reason"] for option in found)


def test_a_pregnant_patient_is_warned(capsys):
    def rules(*more):
        found, _ = _json(capsys, "--pain", "KI:right:sacrum", *more)
        return {caution["rule"] for option in found for caution in option["cautions"]}

    assert {"pregnancy", "pregnancy_points"} <= rules("--pregnant")
    assert not {each for each in rules() if "pregnan" in each}
    assert {each for each in rules("--blood-thinner") if "thinner" in each}


def test_in_words_every_step_is_shown(capsys):
    assert main(["points", "--words", SENTENCE]) == 0
    told = " ".join(capsys.readouterr().out.split())
    parts = (
        "Why these channels",
        "the inner line beside the spine, so bladder (BL)",
        "1.5 cun of this patient's own hand.",
        "bladder (BL), on the right, L4",
        "bladder (BL), on the right, the buttock",
        "Where sources disagree",
        "No source says which system comes first",
        "No trial of this method for low back pain was found",
    )
    assert [part for part in parts if part not in told] == []
    assert sorted(parts, key=told.index) == list(parts)


def test_words_and_their_json_tell_what_was_not_understood(capsys):
    found, error = _json(capsys, "--words", "wobbly right flank")
    assert {option["sick"] for option in found} == {"GB"}
    assert "Not understood: wobbly" in error


def test_words_without_a_place_end_with_what_to_say(capsys):
    assert main(["points", "--words", "low back"]) == 1
    assert "Say on which side it hurts" in capsys.readouterr().err
    assert main(["points", "--words", "a headache"]) == 1
    assert "Not understood: headache" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "such as BL:right:L4, or --words"),
        (["--pain", "XX:up:L9"], "'up' is no side"),
        (["--pain", "BL:right:L4", "--pain", "KI"], "'KI': write channel, side and level"),
        (["--pain", "BL:right:L4", "--lineage", "tam"], "--lineage: there is tan, and no 'tam'"),
    ],
)
def test_what_cannot_be_read_is_wrong_usage_with_the_remedy(arguments, told, capsys):
    assert main(["points", *arguments]) == 2
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.out == ""


def test_two_channels_are_covered_by_the_fewest(capsys):
    assert main(["points", "--pain", "BL:right:L4", "--pain", "GB:right:L4"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "balance all: LU (BL), HT (GB)." in told
    assert "a published set: HT (GB), KI (BL)." in told


def test_pain_of_both_sides_is_split_between_two_channels(capsys):
    """The published treatment: LU on one arm and HT on the other, for BL and GB."""
    assert main(["points", "--pain", "BL:both:lumbosacral", "--pain", "GB:both:lumbosacral"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "LU (BL), HT (GB). One of them a side" in told


def test_its_own_rooms_need_no_numbers():
    """The tables are read with the standard library: NumPy is other commands' weight."""
    ours = "import sys, backcheck.cli.pointed; print(*({'numpy', 'rich'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", ours], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
