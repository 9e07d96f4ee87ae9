"""What somebody of a clinic does at the drilled server, and what was acknowledged of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from drills.browser import Answer, Browser


@dataclass(frozen=True)
class Done:
    """One thing that the server said was done.

    Attributes:
        what: ``registered``, ``noted``, ``refused``, or ``read``.
        patient: the key of the patient.
        text: the name that was registered, or the note.
        phone: that was registered.
    """

    what: str
    patient: str = ""
    text: str = ""
    phone: str = ""


Deed = Callable[[Browser, Sequence[Done], Random], Done]


@dataclass(frozen=True)
class Somebody:
    """An account, its session, and what its owner does all day."""

    id: str
    session: str
    deeds: tuple[Deed, ...]


class Unexpected(Exception):
    """An answer that no working server gives; the message begins with its status."""


def registered(browser: Browser, before: Sequence[Done], chance: Random) -> Done:
    """Register a patient with a name and a phone that nobody has."""
    name = f"Drill {chance.getrandbits(64):016x}"
    phone = f"05{chance.randrange(10**8):08d}"
    given, _, family = name.partition(" ")
    form = {
        "given_name": given,
        "family_name": family,
        "phone": phone,
        "language": "he",
        "sex": "unknown",
        "anyway": "yes",
    }
    answer = browser.post("/patients/new/", form)
    _expect(answer, 302)
    return Done("registered", answer.place.strip("/").rpartition("/")[2], name, phone)


def noted(browser: Browser, before: Sequence[Done], chance: Random) -> Done:
    """Write the note of one of one's own patients anew."""
    own = [done.patient for done in before if done.what == "registered"]
    if not own:
        return registered(browser, before, chance)
    patient = chance.choice(own)
    version = sum(done.patient == patient and done.what == "noted" for done in before)
    text = f"כאב {chance.getrandbits(64):016x}\n" * chance.randrange(1, 40)
    form = {"text": text.strip(), "version": str(version)}
    _expect(browser.post(f"/patients/{patient}/note/", form), 302)
    return Done("noted", patient, text.strip())


def refused(browser: Browser, before: Sequence[Done], chance: Random) -> Done:
    """Ask for a page that the front desk may not see: the trail keeps that."""
    _expect(browser.get("/check/"), 403)
    return Done("refused")


def read(browser: Browser, before: Sequence[Done], chance: Random) -> Done:
    """Read the page of one of one's own patients, or the list: the trail keeps that too."""
    own = [done for done in before if done.what == "registered"]
    if not own:
        _expect(browser.get("/patients/"), 200)
        return Done("read")
    one = chance.choice(own)
    answer = browser.get(f"/patients/{one.patient}/")
    _expect(answer, 200)
    if one.text.partition(" ")[2].encode() not in answer.body:
        raise Unexpected("200 without the name that was registered")
    return Done("read", one.patient)


def _expect(answer: Answer, status: int) -> None:
    if answer.status != status:
        page = answer.body.decode(errors="replace").partition("<main")[2].partition("</main>")[0]
        told = " ".join(re.sub("<[^>]*>|^[^>]*>", " ", page).split())
        raise Unexpected(f"{answer.status} instead of {status}: {told[:300]}")
