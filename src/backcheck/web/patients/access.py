"""The way to a patient: within the clinic of who asks, and as far as the record is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from .holding import ClosedMeanwhile
from .kinds import State
from .queries import patient_of

View = Callable[..., HttpResponse]


def load_patient(*states: State) -> Callable[[View], View]:
    """Hand the view the patient of the address, a ``Known``.

    Another clinic's patient, one that is in none of these states, and one locked away for somebody
    who may not erase, are told apart from nothing by nobody: 404, which the trail keeps.

    Args:
        states: in which states of the record there is such a page; open, unless said.
    """
    wanted = states or (State.OPEN,)

    def decorate(view: View) -> View:
        @wraps(view)
        def through(
            request: HttpRequest, who: Member, patient: UUID, **more: object
        ) -> HttpResponse:
            known = patient_of(who.clinic, patient)
            is_hidden = known is None or (
                known.state is State.LOCKED and not who.may(Act.ERASE_PATIENT)
            )
            if is_hidden or known.state not in wanted:
                _refuse(who, patient)
            try:
                return view(request, who=who, patient=known, **more)
            except ClosedMeanwhile as error:
                raise Http404 from error

        return through

    return decorate


def _refuse(who: Member, patient: UUID) -> None:
    item = Item("patient", str(patient))
    record(verb=Verb.REFUSED, what=item, clinic=who.clinic, by=who.person)
    raise Http404
