"""The recovery paper: what is on it, what is mistyped from it, and what it opens."""

from __future__ import annotations

import hashlib
import json
from itertools import combinations

import pytest

from backcheck.web.sealing.faults import Mistyped, RecoveryDamaged, WrongPaper
from backcheck.web.sealing.frame import framed
from backcheck.web.sealing.keys import index_rotated, rotated
from backcheck.web.sealing.paper import from_paper, to_paper
from backcheck.web.sealing.recovery import covers, make_recovery, recovered
from tests.support.keyrings import MADE_ON, drawing, keyring

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PAPER = to_paper(drawing("paper")(20))


def test_paper_and_file_bring_the_keyring_back():
    ring = index_rotated(rotated(keyring(), MADE_ON, drawing("b")), MADE_ON, drawing("c"))
    paper, file = make_recovery(ring)
    assert recovered(paper, file) == ring


def test_every_paper_is_another_and_nothing_of_the_keys_is_in_the_file():
    papers = [make_recovery(keyring()) for _ in range(3)]
    assert len({paper for paper, _ in papers}) == 3
    for paper, file in papers:
        assert keyring().current.secret not in file
        assert "secret" not in file.decode()
        assert not any(group.encode() in file for group in paper.split("-"))


def test_paper_and_file_are_made_as_in_the_first_release():
    paper, file = make_recovery(keyring(), drawing("first"))
    assert paper == "3RT0D-KNK0X-XV0VC-KX0B7-5KSVC-DPWWZ-M5K8E-68858"
    assert hashlib.sha256(file).hexdigest() == (
        "899778fd30082545a8f45c0e5bffd712c0f54745a2939dae3e33320de22ea1f0"
    )


def test_a_paper_is_read_as_people_type():
    secret = from_paper(PAPER)
    typed = [PAPER.lower(), PAPER.replace("-", " "), PAPER.replace("-", ""), f"  {PAPER}\n"]
    assert {from_paper(text) for text in typed} == {secret}
    ones = to_paper(bytes([0b00000_000, 0b01_00001_0] * 10))
    assert {"0", "1"} <= set(ones)
    for right, typed_for_it in (("0", "o"), ("1", "l"), ("1", "I")):
        assert from_paper(ones.replace(right, typed_for_it)) == from_paper(ones)


def test_its_letters_are_the_unambiguous_ones():
    assert set(PAPER) <= {*LETTERS, "-"}
    assert [len(group) for group in PAPER.split("-")] == [5] * 8


def test_every_single_wrong_letter_is_found_in_its_group():
    letters = PAPER.replace("-", "")
    for at, right in enumerate(letters):
        for wrong in LETTERS.replace(right, ""):
            with pytest.raises(Mistyped) as caught:
                from_paper(letters[:at] + wrong + letters[at + 1 :])
            assert caught.value.group == at // 5 + 1
            assert f"Group {at // 5 + 1} " in str(caught.value)


def test_every_two_letters_exchanged_in_a_group_are_found():
    groups = PAPER.split("-")
    for n, group in enumerate(groups):
        for one, other in combinations(range(5), 2):
            swapped = list(group)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            if swapped == list(group):
                continue
            with pytest.raises(Mistyped) as caught:
                from_paper("-".join([*groups[:n], "".join(swapped), *groups[n + 1 :]]))
            assert caught.value.group == n + 1


def test_every_two_groups_exchanged_are_found():
    for one, other in combinations(range(8), 2):
        groups = PAPER.split("-")
        groups[one], groups[other] = groups[other], groups[one]
        with pytest.raises(Mistyped) as caught:
            from_paper("-".join(groups))
        assert caught.value.group == one + 1


@pytest.mark.parametrize(
    ("typed", "group"),
    [("", 1), (PAPER[:-6], 8), (PAPER[:-1], 8), (PAPER + "0", 0), ("!" + PAPER[1:], 1)],
)
def test_too_few_too_many_and_strange_letters(typed, group):
    with pytest.raises(Mistyped) as caught:
        from_paper(typed)
    assert caught.value.group == group


def test_a_paper_of_another_file_is_named():
    paper, _ = make_recovery(keyring())
    _, other = make_recovery(keyring())
    with pytest.raises(WrongPaper, match=r"paper \w{6}, and the file was made with paper \w{6}"):
        recovered(paper, other)


def test_a_rotation_asks_for_a_new_paper():
    ring = keyring()
    _, file = make_recovery(ring)
    assert covers(file, ring)
    for later in (rotated(ring, MADE_ON), index_rotated(ring, MADE_ON)):
        assert not covers(file, later)


def test_a_cut_file_is_refused():
    paper, file = make_recovery(keyring())
    for length in range(0, len(file) - 1, 7):
        with pytest.raises(RecoveryDamaged, match="another backup"):
            recovered(paper, file[:length])
    with pytest.raises(RecoveryDamaged):
        covers(b"", keyring())


@pytest.mark.parametrize("part", ["sheet", "keys", "nonce", "ciphertext"])
def test_a_file_altered_on_purpose_is_refused(part):
    """With a checksum that fits, so that only what is authenticated stands against it."""
    paper, file = make_recovery(keyring())
    _, other = make_recovery(keyring())
    body = json.loads(file)["body"]
    body[part] = json.loads(other)["body"][part] if part != "keys" else ["00000000"]
    with pytest.raises((RecoveryDamaged, WrongPaper)):
        recovered(paper, framed("backcheck recovery 1", body))
