"""The compass of one session: all of it stands in the address, and nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backcheck.knowledge.balance.compass import Guidance, Tried, guide
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.offer import Offer, offers
from backcheck.knowledge.balance.option import Option
from backcheck.knowledge.balance.pain import Pain, Side
from backcheck.knowledge.planned import Background

from .understood import Understood

MOST_TRIED = 20


class NoSuchTry(ValueError):
    """What the address says was tried can't be read."""


@dataclass(frozen=True, slots=True)
class Session:
    """What was tried so far, and what is offered."""

    pains: tuple[Pain, ...]
    offered: tuple[Offer, ...]
    tried: tuple[Tried, ...]
    background: Background

    @property
    def options(self) -> dict[str, Offer]:
        """The offers by which an address names their options."""
        return {each.option.key: each for each in self.offered}

    def guidance(self) -> Guidance:
        """What to try next."""
        return guide(self.tried, [each.option for each in self.offered], lineage())


def begun(asked: Understood) -> Session:
    """A session for these pains, with nothing tried."""
    found = offers(asked.pains, asked.school, asked.background, asked.unverified)
    return Session(asked.pains, found, (), asked.background)


def with_tried(session: Session, before: float | None, codes: Sequence[str]) -> Session:
    """The session after these tries, each "option;side;after", the first after ``before``.

    Raises:
        NoSuchTry: one of them can't be read, or there is no score before them.
    """
    if len(codes) > MOST_TRIED or (codes and before is None):
        raise NoSuchTry
    tried, options, score = [], session.options, before
    for code in codes:
        assert score is not None
        found = _read(code, {name: each.option for name, each in options.items()}, score)
        tried.append(found)
        score = found.after
    return replace(session, tried=tuple(tried))


def _read(code: str, options: dict[str, Option], before: float) -> Tried:
    try:
        name, side, after = code.split(";")
        return Tried(options[name], Side(side), (), before, float(after))
    except (KeyError, ValueError) as error:
        raise NoSuchTry(code) from error


def code_of(option: str, side: str, after: float) -> str:
    """A try as the address carries it."""
    return f"{option};{side};{after:g}"
