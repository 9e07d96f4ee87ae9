"""The pages of screenings. Each names the act it needs, and finds the patient in the clinic."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.patients.access import load_patient
from backcheck.web.patients.kinds import State
from backcheck.web.patients.known import Known

from . import asking, before, clearing, showing

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@never_cache
@allowed(Act.WRITE_CLINICAL)
@load_patient()
def new(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """The questions about warning signs; sent, what they lead to."""
    if request.method == "POST":
        return asking.sent(request, who, patient)
    return asking.shown(request, who, patient)


@require_safe
@never_cache
@allowed(Act.READ_CLINICAL)
@load_patient(State.OPEN, State.LOCKED)
def screening(request: HttpRequest, who: Member, patient: Known, screening: UUID) -> HttpResponse:
    """What was answered and said."""
    return showing.shown(request, who, patient, screening)


@_form
@never_cache
@allowed(Act.WRITE_CLINICAL)
@load_patient()
def assessment(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Record that a doctor has assessed open signs."""
    return clearing.assessment(request, who, patient)


@_form
@never_cache
@allowed(Act.WRITE_CLINICAL)
@load_patient()
def step_down(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Step a doctor-first sign down, with a reason."""
    return clearing.step_down(request, who, patient)


@_form
@never_cache
@login_not_required
def start(request: HttpRequest) -> HttpResponse:
    """Anybody's own answers, step by step. Nothing of them is kept."""
    if request.method == "POST":
        return before.answered(request)
    return before.shown(request)
