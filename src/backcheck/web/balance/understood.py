"""From what was asked to pains: what each word led to, and what could not be made of it."""

from __future__ import annotations

from dataclasses import dataclass

from backcheck.knowledge.balance.lineage import Lineage
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.pain import Pain, read_pains
from backcheck.knowledge.balance.place import Place, heard
from backcheck.knowledge.balance.reason import disagreement_said
from backcheck.knowledge.balance.saying import channels_said, level_said
from backcheck.knowledge.balance.sick import Sick, SickChannel, sick
from backcheck.knowledge.planned import Background
from backcheck.knowledge.sentence import Sentence
from backcheck.web.kit.words import words

from .forms import PointsForm
from .said import Told, said, told_with_source


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked for.

    Attributes:
        pains: each once, in the order in which they were told.
        found: why each channel; a pain given by its code has no reason.
        notes: what wasn't understood, what is missing, and what to write instead.
    """

    school: Lineage
    pains: tuple[Pain, ...]
    found: tuple[SickChannel, ...]
    notes: tuple[str, ...]
    background: Background
    unverified: bool


@dataclass(frozen=True, slots=True)
class SickShown:
    """A sick channel, and why."""

    name: str
    where: str
    why: tuple[Told, ...]
    disputed: tuple[Told, ...]


def understood(form: PointsForm) -> Understood:
    """Everything that a valid form asks for."""
    school, asked = lineage(), form.cleaned_data
    in_words = heard(asked["words"])
    by_choice = tuple(place for each in asked["at"] for place in each.places())
    found = _sick(in_words.places, by_choice, school)
    notes = [said(ask) for ask in found.asks]
    if in_words.not_understood:
        missed = ", ".join(in_words.not_understood)
        notes.append(said(Sentence("balance.heard.not_understood", {"words": missed})))
        notes.append(words("page.points.write_instead", level="L4"))
    if in_words.denied:
        denied = ", ".join(in_words.denied)
        notes.append(said(Sentence("balance.heard.denied", {"words": denied})))
    pains = tuple(dict.fromkeys((*found.pains, *read_pains(asked["pain"]))))
    if not pains and not notes:
        notes.append(words("page.points.write_instead", level="L4"))
    given = form.background()
    return Understood(school, pains, found.channels, tuple(notes), given, form.is_unverified)


def _sick(words_say: tuple[Place, ...], chosen: tuple[Place, ...], school: Lineage) -> Sick:
    """Words and choices apart: a place of the one doesn't run on from a place of the other."""
    parts = [sick(words_say, school), sick(chosen, school)]
    channels = {each.pain: each for part in parts for each in part.channels}
    asks = [ask for part in parts for ask in part.asks]
    return Sick(tuple(channels.values()), tuple(asks))


def sick_shown(asked: Understood) -> tuple[SickShown, ...]:
    """The sick channels as the page shows them; one that was given by its code has no why."""
    found = {each.pain: each for each in asked.found}
    return tuple(_one(pain, found.get(pain), asked.school) for pain in asked.pains)


def _one(pain: Pain, found: SickChannel | None, school: Lineage) -> SickShown:
    name = said(channels_said(pain.channels))
    if found is None:
        return SickShown(name, where(pain), (), ())
    why = tuple(told_with_source(each) for each in found.why)
    beside = (disagreement_said(each) for each in school.beside(found.rows))
    return SickShown(name, where(pain), why, tuple(map(told_with_source, beside)))


def where(pain: Pain) -> str:
    """Side and level of a pain."""
    side = said(Sentence(f"balance.where.{pain.side.value}"))
    return f"{side}, {said(level_said(pain.level))}"
