"""Pages for whoever wants to know more."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backcheck.reports.how_often_wrong import how_often_wrong as rates
from backcheck.reports.plan import plan_report
from backcheck.web.kit.words import spoken

from .forms import PlanForm


@require_safe
@login_not_required
def how_often_wrong(request: HttpRequest) -> HttpResponse:
    """How often each verdict, and each usual rule, is wrong."""
    what, nothing_helped, helped, meaning = rates(spoken())
    shown = {"what": what, "tables": (nothing_helped, helped), "meaning": meaning}
    return render(request, "learn/how_often_wrong.html", shown)


@require_safe
@login_not_required
def plan(request: HttpRequest) -> HttpResponse:
    """What would make the answer surer: a plan, before any data. Nothing of anybody is asked."""
    form = PlanForm.of(request.GET)
    if not form.is_valid():
        return render(request, "learn/plan.html", {"form": form}, status=422)
    report = plan_report(form.plan(), spoken())
    return render(request, "learn/plan.html", {"form": form, "report": report})
