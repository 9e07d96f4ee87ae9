"""A patient as pages and actions know them: by key and pseudonym, never by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backcheck.web.audit.event import Item

from .kinds import Sex, State
from .pseudonym import shown


@dataclass(frozen=True, slots=True)
class Known:
    """What of a patient is no secret within the clinic, when the request came."""

    id: UUID
    clinic: UUID
    pseudonym: str
    sex: Sex
    state: State
    registered_at: datetime
    last_contact_on: date | None

    @property
    def code(self) -> str:
        """The pseudonym as it is shown."""
        return shown(self.pseudonym)

    @property
    def item(self) -> Item:
        """As the trail names them."""
        return Item("patient", str(self.id))
