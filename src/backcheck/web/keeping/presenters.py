"""What the pages of keeping show."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import StreamingHttpResponse
from django.utils import timezone

from backcheck.web.clinics.member import Member

from .exchange.actions import give_streamed
from .records import state


def export_page() -> Mapping[str, object]:
    """With how the backups of the installation do."""
    return {"backups": state()}


def export_download(who: Member) -> StreamingHttpResponse:
    """The file, sent while it is made; one that breaks off has no end, and no program opens it."""
    response = StreamingHttpResponse(
        give_streamed(who.clinic, who.person), content_type="application/zip"
    )
    name = f"clinic-{timezone.now():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
