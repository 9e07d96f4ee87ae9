"""The options for a pain, on standard output."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from backcheck.interchange.balance_json import offers_json
from backcheck.knowledge.balance.lineage import Lineage
from backcheck.knowledge.balance.lineage_reading import lineage, lineages
from backcheck.knowledge.balance.offer import (
    heeded,
    offers,
    points_offered,
    stretches_offered,
    without_options,
)
from backcheck.knowledge.balance.pain import Pain, PainFaults, read_pains
from backcheck.knowledge.balance.place import Heard, heard
from backcheck.knowledge.balance.reason import left_out_said
from backcheck.knowledge.balance.sick import Sick, sick
from backcheck.knowledge.planned import Answer, Background
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render

from .exits import BadInput, WrongUsage

_ROW = Audience.PRACTITIONER


def show(
    codes: Sequence[str],
    words: str | None,
    *,
    lineage_name: str,
    unverified: bool,
    conditions: Iterable[str],
    as_json: bool,
) -> None:
    """The options for every pain; what was made of words, and what wasn't, beside it.

    Raises:
        WrongUsage: a code or the lineage can't be read; every fault is told.
        BadInput: no channel could be found from the words.
    """
    school = _lineage(lineage_name)
    found, notes = _from_words(words, school)
    pains = tuple(dict.fromkeys((*_pains(codes), *found.pains)))
    background = Background(dict.fromkeys(conditions, Answer.YES))
    offered = offers(pains, school, background, unverified)
    nowhere = without_options(pains, school, unverified)
    if nowhere:
        notes.append(left_out_said(dict.fromkeys(pain.sick for pain in nowhere)))
    if as_json:
        for note in notes:
            print(render(note, _ROW), file=sys.stderr)
        print(json.dumps(offers_json(offered), ensure_ascii=False, indent=1))
        return
    from . import terminal_points  # rich is not needed for JSON  # noqa: PLC0415

    to_heed = heeded(points_offered(offered), stretches_offered(offered), background)
    terminal_points.show(pains, offered, to_heed, found, notes, school)


def _lineage(name: str) -> Lineage:
    if name not in lineages():
        raise WrongUsage(f"--lineage: there is {', '.join(lineages())}, and no {name!r}")
    return lineage(name)


def _pains(codes: Sequence[str]) -> tuple[Pain, ...]:
    try:
        return read_pains(codes)
    except PainFaults as error:
        raise WrongUsage("\n".join(f"--pain {fault}" for fault in error.faults)) from error


def _from_words(words: str | None, school: Lineage) -> tuple[Sick, list[Sentence]]:
    if words is None:
        return Sick((), ()), []
    told = heard(words)
    found = sick(told.places, school)
    notes = [*_misheard(told), *found.asks]
    if not found.channels:
        said = [render(note, _ROW) for note in notes]
        raise BadInput("\n".join(["--words: no painful place was found", *said]))
    return found, notes


def _misheard(told: Heard) -> list[Sentence]:
    notes = []
    if told.not_understood:
        words = ", ".join(told.not_understood)
        notes.append(Sentence("balance.heard.not_understood", {"words": words}))
    if told.denied:
        notes.append(Sentence("balance.heard.denied", {"words": ", ".join(told.denied)}))
    return notes
