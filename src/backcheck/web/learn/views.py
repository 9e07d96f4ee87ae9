"""Pages for whoever wants to know more."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def how_often_wrong(request: HttpRequest) -> HttpResponse:
    """How often each verdict, and each usual rule, is wrong."""
    return render(request, "learn/how_often_wrong.html", {"blocks": ()})
