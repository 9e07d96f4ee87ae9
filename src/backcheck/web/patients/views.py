"""The pages of patients. Each names the act it needs, and finds the patient within the clinic."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backcheck.knowledge.consents import Purpose
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from . import actions, changing, ending, export, finding, leaving, registering
from .access import load_patient
from .asking import text_language
from .holding import told
from .kinds import State
from .known import Known
from .presenters import listing, patient_page
from .queries import locked_away

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@never_cache
@allowed(Act.FIND_PATIENTS)
def patients(request: HttpRequest, who: Member) -> HttpResponse:
    """Who was registered last; sent with something typed, who is meant."""
    if request.method == "POST":
        return finding.searched(request, who)
    return finding.shown(request, who, is_search=False)


@require_safe
@never_cache
@allowed(Act.FIND_PATIENTS)
def found(request: HttpRequest, who: Member) -> HttpResponse:
    """Who was found last."""
    return finding.shown(request, who, is_search=True)


@_form
@never_cache
@allowed(Act.WRITE_IDENTITY)
def new(request: HttpRequest, who: Member) -> HttpResponse:
    """Register somebody."""
    if request.method == "POST" and "given_name" in request.POST:
        return registering.registered(request, who)
    return registering.asked(request)


@require_safe
@never_cache
@allowed(Act.ERASE_PATIENT)
def locked(request: HttpRequest, who: Member) -> HttpResponse:
    """Who is kept because a rule says so."""
    kept = locked_away(who.clinic)
    registering.were_listed(who, len(kept), "locked")
    return render(request, "patients/locked.html", listing(kept))


@require_safe
@never_cache
@allowed(Act.FIND_PATIENTS)
@load_patient(*State)
def patient(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Everything about a patient that the reader may see."""
    page = patient_page(who, patient)
    told(who, patient, Verb.READ, part="page", note=page["note"] is not None)
    return render(request, "patients/patient.html", page)


@_form
@never_cache
@allowed(Act.WRITE_IDENTITY)
@load_patient()
def identity(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Change who they are."""
    return changing.identity(request, who, patient)


@_form
@never_cache
@allowed(Act.WRITE_IDENTITY)
@load_patient()
def contact_new(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Add a way to reach them."""
    return changing.new_contact(request, who, patient)


@_form
@never_cache
@allowed(Act.WRITE_IDENTITY)
@load_patient()
def contact(request: HttpRequest, who: Member, patient: Known, contact: UUID) -> HttpResponse:
    """Change a way to reach them."""
    return changing.contact(request, who, patient, contact)


@require_POST
@allowed(Act.WRITE_IDENTITY)
@load_patient()
def contact_remove(
    request: HttpRequest, who: Member, patient: Known, contact: UUID
) -> HttpResponse:
    """Remove a way to reach them; it can be put back."""
    actions.set_removed(who, patient, contact, removed=True)
    return redirect("patients:patient", patient=patient.id)


@require_POST
@allowed(Act.WRITE_IDENTITY)
@load_patient()
def contact_restore(
    request: HttpRequest, who: Member, patient: Known, contact: UUID
) -> HttpResponse:
    """Put a way to reach them back."""
    actions.set_removed(who, patient, contact, removed=False)
    return redirect("patients:patient", patient=patient.id)


@_form
@never_cache
@allowed(Act.WRITE_CLINICAL)
@load_patient()
def note(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Write the clinical note."""
    return changing.note(request, who, patient)


@_form
@never_cache
@allowed(Act.WRITE_CONSENT)
@load_patient()
def consent(request: HttpRequest, who: Member, patient: Known, purpose: Purpose) -> HttpResponse:
    """What they are asked to agree to; sent, that they did."""
    return changing.consent(request, who, patient, purpose, text_language(request, patient))


@_form
@never_cache
@allowed(Act.WRITE_CONSENT)
@load_patient()
def withdrawal(request: HttpRequest, who: Member, patient: Known, purpose: Purpose) -> HttpResponse:
    """That they agree no longer."""
    return changing.withdrawal(request, who, patient, purpose, text_language(request, patient))


@_form
@never_cache
@allowed(Act.EXPORT_PATIENT, again=True)
@load_patient(State.OPEN, State.LOCKED)
def export_patient(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """What the export holds; sent, the export."""
    if request.method == "POST":
        return export.handed_over(who, patient)
    return render(request, "patients/export.html", {"patient": patient})


@_form
@never_cache
@allowed(Act.ERASE_PATIENT, again=True)
@load_patient(State.OPEN, State.LOCKED)
def erase(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """What erasing takes and leaves; sent with the pseudonym, it is done."""
    return leaving.asked_to_erase(request, who, patient)


@require_POST
@allowed(Act.ERASE_PATIENT, again=True)
@load_patient(State.LOCKED)
def unlock(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Bring back a record that was locked away."""
    ending.unlock(who, patient)
    return redirect("patients:patient", patient=patient.id)
