"""This app, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Pages alone: its rows are those of clinics."""

    name = "backcheck.web.people"
    label = "people"
