"""Somebody of a clinic, as pages and actions know them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from backcheck.web.audit.event import Person

from .roles import MAY, Act, Role


@dataclass(frozen=True, slots=True)
class Member:
    """Who asks: the account, its clinic and its role, when the request came."""

    id: UUID
    name: str
    clinic: UUID
    role: Role

    def may(self, act: Act) -> bool:
        """Whether the role allows it."""
        return act in MAY[self.role]

    @property
    def person(self) -> Person:
        """As the trail names them."""
        return Person(str(self.id), self.name)
