"""The design system, shown."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .specimens import specimens


@require_safe
@login_not_required
def design(request: HttpRequest) -> HttpResponse:
    """Every piece that pages are made of."""
    return render(request, "kit/design.html", {"specimens": specimens()})
