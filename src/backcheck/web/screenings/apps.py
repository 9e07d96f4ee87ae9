"""This app, as Django knows it."""

from django.apps import AppConfig


class ScreeningsConfig(AppConfig):
    """Its tables begin with screenings_."""

    name = "backcheck.web.screenings"
    label = "screenings"

    def ready(self) -> None:
        """Screenings stand on a patient's page, go out with it, and end with the record."""
        from backcheck.web.patients.beside import keep_beside  # noqa: PLC0415 models are ready now

        from .of_patient import OF_PATIENT  # noqa: PLC0415

        keep_beside(OF_PATIENT)
