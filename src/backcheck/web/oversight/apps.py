"""This app, as Django knows it."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Pages alone: its rows are those of the trail."""

    name = "backcheck.web.oversight"
    label = "oversight"
