"""Scores of an instrument for tests, all of its items answered alike."""

from __future__ import annotations

from backcheck.knowledge.instruments import Instrument
from backcheck.knowledge.instruments_file import instruments
from backcheck.knowledge.scores import Score, averaged, score

OWN = ("lifting", "gardening", "socks")


def instrument(key: str) -> Instrument:
    return instruments().all[key]


def alike(key: str, value: float, ratings: int = 1) -> Score:
    """Every item answered with the same value, on so many occasions."""
    held = instrument(key)
    answers = dict.fromkeys(held.answer_names or OWN, value)
    return averaged(held, [score(held, answers)] * ratings)
