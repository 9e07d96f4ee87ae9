"""This app, as Django knows it."""

from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    """Its tables begin with emergency_."""

    name = "backcheck.web.emergency"
    label = "emergency"
