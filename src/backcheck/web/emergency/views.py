"""The clinic's emergency numbers, for its owner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from .actions import set_lines
from .forms import LinesForm
from .queries import emergency_lines


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed(Act.SET_EMERGENCY_LINES, again=True)
def lines(request: HttpRequest, who: Member) -> HttpResponse:
    """The numbers that stand; sent, others."""
    found = emergency_lines(who.clinic)
    form = LinesForm(request.POST if request.method == "POST" else None, found)
    if form.is_valid():
        set_lines(who, form.numbers())
        return redirect("emergency:lines")
    page = {"form": form, "lines": found}
    return render(request, "emergency/lines.html", page, status=422 if form.errors else 200)
