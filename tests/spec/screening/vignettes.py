"""People invented from published descriptions, as vignettes.toml holds them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from backcheck.knowledge.screening.given import Answers, Context
from backcheck.knowledge.screening.given_reading import read_given
from backcheck.knowledge.screening.question import NO, Kind
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import asked

FILE = Path(__file__).parent / "vignettes.toml"


class Vignette(NamedTuple):
    """One person: what happened, who describes such a thing, and how urgent that is."""

    id: str
    story: str
    described_by: str
    level: str
    answers: Answers
    context: Context


def otherwise_no(answers: Answers, context: Context) -> Answers:
    """The answers, and no to every other question that would be asked."""
    known = rules()
    whole = dict(answers)
    for key in asked(answers, context, known):
        if known.questions.all[key].kind is not Kind.NUMBER:
            whole.setdefault(key, NO)
    return whole


def _read() -> tuple[Vignette, ...]:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = []
    for key, entry in raw["vignettes"].items():
        given = read_given(entry["answers"], entry["context"], rules().questions)
        assert given.faults == [], key
        source = raw["sources"][entry["source"]]
        answers = otherwise_no(given.answers, given.context)
        described_by = f"{source['citation']} ({source['address']})"
        found.append(
            Vignette(key, entry["story"], described_by, entry["level"], answers, given.context)
        )
    return tuple(found)


VIGNETTES = _read()
