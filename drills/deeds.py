"""What somebody of a clinic does at the drilled server, and what was acknowledged of it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from drills.browser import Answer, Browser


@dataclass(frozen=True)
class Somebody:
    """An account and its session."""

    id: str
    session: str


@dataclass(frozen=True)
class Done:
    """One thing that the server said was done.

    Attributes:
        by: the id of the account.
        what: ``refused`` ...
    """

    by: str
    what: str


class Unexpected(Exception):
    """An answer that no working server gives; the message says which."""


def refused(browser: Browser, who: Somebody, chance: Random) -> Done:
    """Ask for a page that the front desk may not see: the trail keeps that."""
    _expect(browser.get("/check/"), 403)
    return Done(who.id, "refused")


def _expect(answer: Answer, status: int) -> None:
    if answer.status != status:
        text = answer.body.decode(errors="replace")
        raise Unexpected(f"{answer.status} instead of {status}: {text[:2000]}")
