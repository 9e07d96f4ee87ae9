"""Whatever is typed is read without a fault, and every word of it is used, known, or told back."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.knowledge.balance.body import LEVELS
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.place import heard
from backcheck.knowledge.balance.sick import sick
from backcheck.knowledge.balance.vocabulary import vocabulary

TAN = lineage()
PHRASES = [" ".join(words) for words in vocabulary().phrases]
SAID = st.lists(
    st.one_of(st.sampled_from([*PHRASES, ",", ".", "2", "1.5"]), st.text(max_size=6)), max_size=8
)


@settings(max_examples=30, deadline=None)
@given(SAID.map(" ".join))
def test_anything_typed_is_read(text):
    told = heard(text)
    found = sick(told.places, TAN)
    assert all(place.level in LEVELS for place in told.places)
    assert len({*found.pains}) == len(found.pains)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*PHRASES, "wobble", "\u05d3\u05d2\u05d3\u05d2"]), max_size=8))
def test_a_word_nobody_knows_is_always_told_back(phrases):
    unknown = [each for each in phrases if re.fullmatch("wobble|\u05d3\u05d2\u05d3\u05d2", each)]
    told_back = heard(" , ".join(phrases)).not_understood
    assert [each for each in told_back if each in unknown] == unknown
