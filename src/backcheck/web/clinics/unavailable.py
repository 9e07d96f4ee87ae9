"""The page for when something went wrong: whose fault it is, and what became of what was sent."""

from __future__ import annotations

import logging
import sys

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from .trouble import Trouble, trouble_of

_AGAIN_AFTER_S = 30
_log = logging.getLogger("django.request")


def failed(request: HttpRequest) -> HttpResponse:
    """The page for the error that is being handled: a trouble (503), or our own fault (500).

    Nothing of the database is asked for: neither who reads, nor their clinic.
    """
    error = sys.exception()
    trouble = trouble_of(error) if error is not None else None
    if error is None or trouble is None:
        return HttpResponseServerError(render_to_string("500.html"))
    _tell(request, trouble, error)
    return _unavailable(request, trouble)


def _unavailable(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    page = render_to_string(
        "503.html",
        {
            "what": f"page.trouble.{trouble}",
            "do": f"page.trouble.{trouble}_do",
            "was_sent": request.method not in ("GET", "HEAD"),
            "is_unsure": trouble is Trouble.GONE,  # it may have ended after it had saved
        },
    )
    response = HttpResponse(page, status=503)
    response["Retry-After"] = str(_AGAIN_AFTER_S)
    response["Cache-Control"] = "no-store"
    response._has_been_logged = True  # by one line; Django would add a trace
    return response


def _tell(request: HttpRequest, trouble: Trouble, error: BaseException) -> None:
    """One line in the log: which page, by its pattern, since an address may hold a secret."""
    found = getattr(request, "resolver_match", None)
    page = f"/{found.route}" if found else "a page"
    why = (str(error).strip() or type(error).__name__).splitlines()[0]
    _log.error("%s %s: unavailable (%s): %s", request.method, page, trouble, why)
