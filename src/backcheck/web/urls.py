"""Every address of a clinic."""

from django.urls import include, path

urlpatterns = [
    path("", include("backcheck.web.patients.urls")),
    path("", include("backcheck.web.people.urls")),
    path("check/", include("backcheck.web.exchange.urls")),
    path("", include("backcheck.web.learn.urls")),
    path("", include("backcheck.web.kit.urls")),
]

handler500 = "backcheck.web.clinics.unavailable.failed"
