"""A clinic's keeping, for its owner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from .presenters import export_download, export_page


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed(Act.EXPORT_CLINIC, again=True)
def export(request: HttpRequest, who: Member) -> HttpResponseBase:
    """What the export is; sent, the file itself."""
    if request.method == "POST":
        return export_download(who)
    return render(request, "keeping/export.html", export_page())
