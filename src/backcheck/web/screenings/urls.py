"""The addresses of a patient's screenings."""

from django.urls import path

from . import views

app_name = "screenings"
_OF_ONE = "patients/<uuid:patient>/screenings/"
urlpatterns = [
    path(f"{_OF_ONE}new/", views.new, name="new"),
    path(f"{_OF_ONE}assessment/", views.assessment, name="assessment"),
    path(f"{_OF_ONE}step-down/", views.step_down, name="step-down"),
    path(f"{_OF_ONE}<uuid:screening>/", views.screening, name="screening"),
]
