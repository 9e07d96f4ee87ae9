"""This app, as Django knows it."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Its tables begin with letters_."""

    name = "backcheck.web.letters"
    label = "letters"

    def ready(self) -> None:
        """Letters stand on a patient's page, go out with it, and end with the record."""
        from backcheck.web.patients.beside import keep_beside  # noqa: PLC0415 models are ready now

        from .of_patient import OF_PATIENT  # noqa: PLC0415

        keep_beside(OF_PATIENT)
