"""Pages of the balance method. Nothing is kept, and nothing of anybody is in them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .answer import answer, limits
from .every_point import lists, points_of
from .finding import NotFound, find
from .forms import PointsForm
from .links import ABOUT, FILTERS, address, carried
from .opened_page import opened_page
from .session_page import session_page
from .understood import understood


@require_safe
@login_not_required
def points(request: HttpRequest) -> HttpResponse:
    """Where it hurts, which channels that is, and what can be tried; or a point that is sought."""
    if request.GET.get("point", "").strip():
        return _found(request, request.GET["point"])
    form = PointsForm.of(request.GET)
    told = answer(understood(form), request.GET) if form.is_asked and form.is_valid() else None
    status = 422 if form.is_asked and not (told and told.sick) else 200
    shown = {"form": form, "answer": told, "limits": limits()}
    return render(request, "balance/points.html", shown, status=status)


def _found(request: HttpRequest, typed: str) -> HttpResponse:
    pairs = carried(request.GET, *ABOUT, *FILTERS)
    found = find(typed, pairs)
    if isinstance(found, NotFound):
        return render(request, "balance/not_found.html", {"found": found}, status=found.status)
    return redirect(address("point", pairs, found.code))


@require_safe
@login_not_required
def every_point(request: HttpRequest) -> HttpResponse:
    """All points, a channel at a time."""
    channel = request.GET.get("channel", "")
    shown = {"lists": list(lists(channel)), "points": points_of(channel)}
    return render(request, "balance/every_point.html", shown)


@require_safe
@login_not_required
def point(request: HttpRequest, code: str) -> HttpResponse:
    """Everything known of one point."""
    found = find(code)
    if isinstance(found, NotFound) or found.code != code:
        return _found(request, code)
    form = PointsForm.of(request.GET)
    shown = {"form": form, "point": opened_page(found, form, request.GET)}
    return render(request, "balance/point.html", shown)


@require_safe
@login_not_required
def compass(request: HttpRequest) -> HttpResponse:
    """The compass of one session."""
    page = session_page(request.GET)
    return render(request, "balance/compass.html", {"page": page}, status=page.status)
