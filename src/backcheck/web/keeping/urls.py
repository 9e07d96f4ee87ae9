"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "keeping"
urlpatterns = [path("clinic/export/", views.export, name="export")]
