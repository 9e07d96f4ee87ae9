"""The address that anybody may ask for, in a clinic and in the demo."""

from django.urls import path

from . import views

app_name = "before"
urlpatterns = [path("before-you-start/", views.start, name="start")]
