"""This app, as Django knows it."""

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """Its tables begin with clinics_."""

    name = "backcheck.web.clinics"
    label = "clinics"
