"""The addresses of this app."""

from django.urls import path

from backcheck.web.reviews import address  # noqa: F401 the address knows what a rule set is

from . import views

app_name = "guide"
urlpatterns = [
    path("evidence/", views.evidence, name="evidence"),
    path("at-home/", views.at_home, name="at-home"),
    path("at-home/ladder/", views.ladder, name="ladder"),
    path("who-it-may-suit/", views.who_it_may_suit, name="suits"),
    path("what-can-go-wrong/", views.what_can_go_wrong, name="harm"),
    path("knowledge/", views.knowledge, name="knowledge"),
    path("knowledge/<rules:rule_set>/", views.rule_set, name="rule-set"),
]
