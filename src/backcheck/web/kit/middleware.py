"""Headers that Django does not send by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

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


def kept_nowhere(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """No browser and no proxy keeps a page of a clinic, whatever it shows and whoever asked."""

    def not_kept(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return not_kept
