"""The pages of the trail. Each reading is an event itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.patients.access import load_patient
from backcheck.web.patients.kinds import State
from backcheck.web.patients.known import Known

from .forms import AskedForm
from .presenters import trail_page, who_looked_page
from .reading import people_of, whole
from .sheet import rows


@require_safe
@never_cache
@allowed(Act.READ_TRAIL)
def trail(request: HttpRequest, who: Member) -> HttpResponse:
    """What happened in the clinic, the latest first."""
    form = AskedForm(request.GET, people_of(who.clinic))
    page = trail_page(who, form)
    return render(request, "oversight/trail.html", page, status=422 if form.errors else 200)


@require_safe
@never_cache
@allowed(Act.READ_TRAIL, again=True)
def trail_file(request: HttpRequest, who: Member) -> HttpResponse | StreamingHttpResponse:
    """All that was asked for, for a spreadsheet."""
    form = AskedForm(request.GET, people_of(who.clinic))
    if not form.is_valid():
        return render(request, "oversight/trail.html", {"form": form}, status=422)
    lines = StreamingHttpResponse(rows(whole(who, form.asked)), content_type="text/csv")
    lines["Content-Disposition"] = 'attachment; filename="trail.csv"'
    return lines


@require_safe
@never_cache
@allowed(Act.SEE_WHO_LOOKED)
@load_patient(*State)
def who_looked(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Everything that happened to a patient's record, to be handed over."""
    return render(request, "oversight/who_looked.html", who_looked_page(who, patient))
