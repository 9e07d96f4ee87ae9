"""How long the record of a person is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from .provenance import Provenance
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Retention:
    """The rule: years after the last contact, and of a minor at least until an age."""

    id: str
    after_contact_years: float
    grown_up_years: float
    minors_until_age_years: float
    provenance: Provenance

    def kept_until(self, last_contact_on: date, born_on: date | None) -> date:
        """The first day on which the record needn't be kept any more.

        Args:
            last_contact_on: the last day on which something was written into the record.
            born_on: None when it isn't known; then only the years after the contact count.
        """
        after = _years_later(last_contact_on, self.after_contact_years)
        if born_on is None or last_contact_on >= _years_later(born_on, self.grown_up_years):
            return after
        return max(after, _years_later(born_on, self.minors_until_age_years))


def _years_later(day: date, years: float) -> date:
    """The same day of a later year; 29 February becomes 1 March where there is none."""
    year = day.year + int(years)
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def read_retention(text: str | None = None) -> Retention:
    """Read retention.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("retention.toml", text)
    rules = reader.records(Retention, "rules")
    reader.exactly("rules", ["usual"])
    reader.done()
    return rules["usual"]


@cache
def retention() -> Retention:
    """The rule of this release."""
    return read_retention()
