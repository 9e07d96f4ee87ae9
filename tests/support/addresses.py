"""Every address of a clinic, as urls.py writes it: who may ask for it, and what the trail keeps.

A page isn't there before its line is here: ``tests/clinic/test_access_clinic.py`` derives what
everybody must be answered from a line and from ``clinics/roles.MAY``, and
``docs/generated/access.md`` shows it. Needs no Django, so that the documents can read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from backcheck.web.audit.event import Verb
from backcheck.web.clinics.roles import Act

READ = frozenset({"GET", "HEAD"})
FORM = READ | {"POST"}
SEND = frozenset({"POST"})
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


class Open(StrEnum):
    """What isn't asked for by an act."""

    ANYBODY = "anybody"  # says ``login_not_required``


@dataclass(frozen=True, kw_only=True)
class Address:
    """What an address is for.

    Attributes:
        needs: the act that its view names by ``@allowed``, or that anybody is let in.
        methods: those it answers; of allauth's pages only those that a browser uses.
        rows: makes the rows of a clinic that its parameters name, from the clinic's team.
        answers: the status of a GET by somebody who may.
        reads: what a GET leaves in the trail.
        again: only after signing in again.
        before_factor: also for somebody who has no second factor yet.
        one_s_own: its parameter is a row of whoever asks, or knowledge, and nothing of a clinic's.
    """

    needs: Act | Open
    methods: frozenset[str] = READ
    rows: Callable[[Any], Mapping[str, str]] | None = None
    answers: int = 200
    reads: Verb | None = None
    again: bool = False
    before_factor: bool = False
    one_s_own: bool = False


def _own(methods: frozenset[str] = FORM, **more: Any) -> Address:
    """Of one's own account."""
    return Address(needs=Act.OWN_ACCOUNT, methods=methods, **more)


def _begin(methods: frozenset[str] = FORM, **more: Any) -> Address:
    """On the way to a second factor."""
    return _own(methods, before_factor=True, **more)


def _people(methods: frozenset[str] = SEND, again: bool = True) -> Address:
    """Of somebody of the clinic."""
    return Address(needs=Act.MANAGE_PEOPLE, methods=methods, again=again, rows=_colleague)


def _factor(team: Any) -> Mapping[str, str]:
    from tests.support.team import factor_of_whoever_may  # noqa: PLC0415

    return {"pk": str(factor_of_whoever_may(team))}


def _colleague(team: Any) -> Mapping[str, str]:
    return {"pk": str(next(reversed(team.people.values())).pk)}


def _rules(_: Any) -> Mapping[str, str]:
    return {"rule_set": "suits"}


def _signing() -> Address:
    """Of rules, which are the same for every clinic."""
    needs = Act.SIGN_KNOWLEDGE
    return Address(needs=needs, methods=FORM, again=True, rows=_rules, one_s_own=True)


def _spent(_: Any) -> Mapping[str, str]:
    return {"secret": "used-up"}


def _point(_: Any) -> Mapping[str, str]:
    return {"code": "ST36"}


def _patient(team: Any) -> Mapping[str, str]:
    from tests.support import patients  # noqa: PLC0415 it needs Django, the documents don't

    return {"patient": str(patients.make_patient(team).id), "purpose": "research"}


def _locked(team: Any) -> Mapping[str, str]:
    from tests.support import patients  # noqa: PLC0415

    return {"patient": str(patients.locked_away(team).id)}


def _contact(team: Any) -> Mapping[str, str]:
    from tests.support import patients  # noqa: PLC0415

    known = patients.make_patient(team)
    return {"patient": str(known.id), "contact": str(patients.contact(known))}


def _screening(team: Any) -> Mapping[str, str]:
    from tests.support import screenings  # noqa: PLC0415

    return screenings.asked_of_somebody(team)


def _letter(team: Any) -> Mapping[str, str]:
    from tests.support import letters_kept, patients  # noqa: PLC0415

    known = patients.make_patient(team)
    return {"patient": str(known.id), "letter": str(letters_kept.keep_letter(team, known))}


def _of(needs: Act, methods: frozenset[str] = FORM, rows: Any = _patient, **more: Any) -> Address:
    """Of one patient."""
    return Address(needs=needs, methods=methods, rows=rows, **more)


_SECOND = "/account/second-factor/"
_ONE = "/patients/<uuid:patient>/"
_LETTER = f"{_ONE}letters/<uuid:letter>/"
ADDRESSES: Mapping[str, Address] = {
    "/": Address(needs=Act.OWN_ACCOUNT, answers=302),
    "/patients/": Address(needs=Act.FIND_PATIENTS, methods=FORM, reads=Verb.READ),
    "/patients/found/": Address(needs=Act.FIND_PATIENTS, answers=302),
    "/patients/new/": Address(needs=Act.WRITE_IDENTITY, methods=FORM),
    "/patients/locked/": Address(needs=Act.ERASE_PATIENT, reads=Verb.READ),
    _ONE: _of(Act.FIND_PATIENTS, READ, reads=Verb.READ),
    f"{_ONE}identity/": _of(Act.WRITE_IDENTITY, reads=Verb.READ),
    f"{_ONE}contacts/new/": _of(Act.WRITE_IDENTITY),
    f"{_ONE}contacts/<uuid:contact>/": _of(Act.WRITE_IDENTITY, rows=_contact, reads=Verb.READ),
    f"{_ONE}contacts/<uuid:contact>/remove/": _of(Act.WRITE_IDENTITY, SEND, _contact),
    f"{_ONE}contacts/<uuid:contact>/restore/": _of(Act.WRITE_IDENTITY, SEND, _contact),
    f"{_ONE}note/": _of(Act.WRITE_CLINICAL, reads=Verb.READ),
    f"{_ONE}consents/<purpose:purpose>/": _of(Act.WRITE_CONSENT, reads=Verb.READ),
    f"{_ONE}consents/<purpose:purpose>/withdraw/": _of(Act.WRITE_CONSENT, reads=Verb.READ),
    f"{_ONE}letters/new/": _of(Act.WRITE_CLINICAL, reads=Verb.READ),
    _LETTER: _of(Act.READ_CLINICAL, READ, _letter, reads=Verb.READ),
    f"{_LETTER}sheet.pdf": _of(Act.READ_CLINICAL, READ, _letter, reads=Verb.EXPORT),
    f"{_LETTER}answer/": _of(Act.WRITE_CLINICAL, rows=_letter, reads=Verb.READ),
    f"{_LETTER}remind/": _of(Act.WRITE_CLINICAL, rows=_letter, reads=Verb.READ),
    "/due/": Address(needs=Act.READ_CLINICAL, reads=Verb.READ),
    f"{_ONE}export/": _of(Act.EXPORT_PATIENT, again=True),
    f"{_ONE}erase/": _of(Act.ERASE_PATIENT, again=True, reads=Verb.READ),
    f"{_ONE}unlock/": _of(Act.ERASE_PATIENT, SEND, _locked, again=True),
    f"{_ONE}screenings/new/": _of(Act.WRITE_CLINICAL, reads=Verb.READ),
    f"{_ONE}screenings/assessment/": _of(Act.WRITE_CLINICAL, rows=_screening, reads=Verb.READ),
    f"{_ONE}screenings/step-down/": _of(Act.WRITE_CLINICAL, rows=_screening, reads=Verb.READ),
    f"{_ONE}screenings/<uuid:screening>/": _of(
        Act.READ_CLINICAL, READ, _screening, reads=Verb.READ
    ),
    "/before-you-start/": Address(needs=Open.ANYBODY, methods=FORM),
    f"{_ONE}who-looked/": _of(Act.SEE_WHO_LOOKED, READ, reads=Verb.READ),
    "/check/": Address(needs=Act.CHECK_FILES, methods=FORM),
    "/check/example/": Address(needs=Act.CHECK_FILES),
    "/check/example.csv": Address(needs=Act.CHECK_FILES),
    "/trail/": Address(needs=Act.READ_TRAIL, reads=Verb.READ),
    "/trail/trail.csv": Address(needs=Act.READ_TRAIL, reads=Verb.EXPORT, again=True),
    "/clinic/export/": Address(needs=Act.EXPORT_CLINIC, methods=FORM, again=True),
    "/how-often-wrong/": Address(needs=Open.ANYBODY),
    "/plan/": Address(needs=Open.ANYBODY),
    "/evidence/": Address(needs=Open.ANYBODY),
    "/at-home/": Address(needs=Open.ANYBODY),
    "/at-home/ladder/": Address(needs=Open.ANYBODY),
    "/who-it-may-suit/": Address(needs=Open.ANYBODY, methods=FORM),
    "/what-can-go-wrong/": Address(needs=Open.ANYBODY),
    "/knowledge/": Address(needs=Open.ANYBODY),
    "/knowledge/<rules:rule_set>/": Address(needs=Open.ANYBODY, rows=_rules, one_s_own=True),
    "/knowledge/<rules:rule_set>/sign/": _signing(),
    "/knowledge/<rules:rule_set>/withdraw/": _signing(),
    "/clinic/emergency/": Address(needs=Act.SET_EMERGENCY_LINES, methods=FORM, again=True),
    "/points/": Address(needs=Open.ANYBODY),
    "/points/all/": Address(needs=Open.ANYBODY),
    "/points/compass/": Address(needs=Open.ANYBODY),
    "/points/<str:code>/": Address(needs=Open.ANYBODY, rows=_point, one_s_own=True),
    "/design/": Address(needs=Open.ANYBODY),
    "/language/": Address(needs=Open.ANYBODY, methods=SEND),
    "/welcome/<str:secret>/": Address(
        needs=Open.ANYBODY, methods=FORM, rows=_spent, answers=404, one_s_own=True
    ),
    "/sign-in/": Address(needs=Open.ANYBODY, methods=FORM),
    "/sign-in/passkey/": Address(needs=Open.ANYBODY, methods=FORM),
    "/sign-in/second-step/": Address(needs=Open.ANYBODY, methods=FORM),
    "/sign-out/": Address(needs=Open.ANYBODY, methods=SEND),
    "/sign-in-again/": _begin(),
    "/sign-in-again/code/": _begin(),
    "/sign-in-again/passkey/": _begin(answers=302),  # to another way: they have no passkey
    "/account/": _own(),
    "/account/password/": _own(),
    "/account/sign-out-everywhere/": _own(SEND),
    _SECOND: _begin(READ, answers=302),
    f"{_SECOND}app/": _begin(),
    f"{_SECOND}passkey/": _begin(again=True),
    f"{_SECOND}<int:pk>/": _own(again=True, rows=_factor, one_s_own=True),
    f"{_SECOND}<int:pk>/remove/": _own(SEND, again=True, rows=_factor, one_s_own=True),
    "/account/recovery-codes/": _begin(READ, answers=404),  # shown once, and they have none
    "/account/recovery-codes/new/": _own(SEND, again=True),
    "/people/": Address(needs=Act.MANAGE_PEOPLE),
    "/people/invite/": Address(needs=Act.MANAGE_PEOPLE, methods=SEND, again=True),
    "/people/<uuid:pk>/": _people(READ, again=False),
    "/people/<uuid:pk>/role/": _people(),
    "/people/<uuid:pk>/disable/": _people(),
    "/people/<uuid:pk>/enable/": _people(),
    "/people/<uuid:pk>/link/": _people(),
}
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def filled(pattern: str, team: Any) -> str:
    """An address that can be asked for, of rows of a team's clinic."""
    make = ADDRESSES[pattern].rows
    rows = make(team) if make else {}
    return _PARAMETER.sub(lambda found: rows[found[1]], pattern)


def views(resolver: Any, before: str = "/") -> Iterator[tuple[str, Any]]:
    """Every address of a list of Django's, as it is written there, with its view."""
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from views(each, here)
        else:
            yield here, each.callback
