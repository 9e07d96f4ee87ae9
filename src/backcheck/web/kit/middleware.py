"""What stands between a request and its page: who asks, and the headers Django doesn't send."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

from .forwarded import ProxySilent, settle

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


def who_asks(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """REMOTE_ADDR and the scheme are true, and no header says otherwise any more."""

    def settled(request: HttpRequest) -> HttpResponse:
        try:
            settle(request.META, settings.WAY.proxy)
        except ProxySilent as error:
            return HttpResponseBadRequest(str(error), content_type="text/plain; charset=utf-8")
        return get_response(request)

    return settled
