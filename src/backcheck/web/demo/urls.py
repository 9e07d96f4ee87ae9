"""Every address of the demo."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("", include("backcheck.web.courses.urls")),
    path("check/", include("backcheck.web.exchange.urls")),
    path("", include("backcheck.web.screenings.open_urls")),
    path("", include("backcheck.web.learn.urls")),
    path("", include("backcheck.web.guide.urls")),
    path("", include("backcheck.web.balance.urls")),
    path("", include("backcheck.web.kit.urls")),
    path("language/", set_language, name="language"),
]
