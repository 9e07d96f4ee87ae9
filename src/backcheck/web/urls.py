"""Every address of a clinic."""

from django.urls import include, path

urlpatterns = [
    path("", include("backcheck.web.patients.urls")),
    path("", include("backcheck.web.screenings.urls")),
    path("", include("backcheck.web.screenings.open_urls")),
    path("", include("backcheck.web.letters.urls")),
    path("", include("backcheck.web.people.urls")),
    path("", include("backcheck.web.oversight.urls")),
    path("check/", include("backcheck.web.exchange.urls")),
    path("", include("backcheck.web.keeping.urls")),
    path("", include("backcheck.web.learn.urls")),
    path("", include("backcheck.web.guide.urls")),
    path("", include("backcheck.web.reviews.urls")),
    path("", include("backcheck.web.emergency.urls")),
    path("", include("backcheck.web.balance.urls")),
    path("", include("backcheck.web.kit.urls")),
]

handler429 = "backcheck.web.people.views.too_many"
handler500 = "backcheck.web.clinics.unavailable.failed"
