"""This app, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Pages alone: its rows are those of clinics."""

    name = "backcheck.web.people"
    label = "people"

    def ready(self) -> None:
        """Listen to who signs in and out, and mark whose factor is read."""
        from . import sealed_factors, sessions, trail  # noqa: PLC0415 models are there from now on

        sealed_factors.listen()
        sessions.listen()
        trail.listen()
