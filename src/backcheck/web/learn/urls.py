"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "learn"
urlpatterns = [
    path("how-often-wrong/", views.how_often_wrong, name="how-often-wrong"),
    path("plan/", views.plan, name="plan"),
]
