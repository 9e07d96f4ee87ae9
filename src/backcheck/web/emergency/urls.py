"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "emergency"
urlpatterns = [path("clinic/emergency/", views.lines, name="lines")]
