"""Pages for whoever wants to know more."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backcheck.reports.how_often_wrong import how_often_wrong as rates
from backcheck.web.kit.words import spoken


@require_safe
@login_not_required
def how_often_wrong(request: HttpRequest) -> HttpResponse:
    """How often each verdict, and each usual rule, is wrong."""
    what, nothing_helped, helped, meaning = rates(spoken())
    shown = {"what": what, "tables": (nothing_helped, helped), "meaning": meaning}
    return render(request, "learn/how_often_wrong.html", shown)
