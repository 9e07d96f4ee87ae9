"""The addresses of signing. Where the rules are read stands with what is open to everybody."""

from django.urls import path

from . import address, views  # noqa: F401 the address knows what a rule set is

app_name = "reviews"
urlpatterns = [
    path("knowledge/<rules:rule_set>/sign/", views.sign, name="sign"),
    path("knowledge/<rules:rule_set>/withdraw/", views.withdraw, name="withdraw"),
]
