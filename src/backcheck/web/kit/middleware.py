"""Headers that Django does not send by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_OFF = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def features_off(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """No page uses the camera and the like, and no other site may load what is here."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = _OFF
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return with_headers
