"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "kit"
urlpatterns = [path("design/", views.design, name="design")]
