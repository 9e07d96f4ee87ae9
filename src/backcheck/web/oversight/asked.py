"""Which events somebody asks for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A part of the trail.

    Attributes:
        person: the id of whoever acted; empty for everybody.
        verb: the kind of act; empty for all.
        first: the first day, in the time of this server.
        last: the last day.
        before: only events with a smaller number: the key by which pages follow one another.
    """

    person: str = ""
    verb: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None

    @property
    def address(self) -> dict[str, str]:
        """As an address says it, without the number that changes from page to page."""
        told = {"person": self.person, "verb": self.verb, "first": self.first, "last": self.last}
        return {name: str(value) for name, value in told.items() if value}

    @property
    def details(self) -> dict[str, str | int | bool | None]:
        """As the trail keeps what was asked for."""
        before = {"before": self.before} if self.before else {}
        return {**self.address, **before}
