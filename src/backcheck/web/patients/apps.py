"""This app, as Django knows it."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    """Its tables begin with patients_."""

    name = "backcheck.web.patients"
    label = "patients"
