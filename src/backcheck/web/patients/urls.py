"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "patients"
urlpatterns = [path("", views.patients, name="patients")]
