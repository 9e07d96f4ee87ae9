"""The patients of the clinic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act


@require_safe
@never_cache
@allowed(Act.FIND_PATIENTS)
def patients(request: HttpRequest, who: Member) -> HttpResponse:
    """Everybody, or whoever is searched for."""
    return render(request, "patients/patients.html")
