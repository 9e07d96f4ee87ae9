"""This app, as Django knows it."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Its tables begin with letters_."""

    name = "backcheck.web.letters"
    label = "letters"

    def ready(self) -> None:
        """What the export of a person gives of their letters."""
        from backcheck.web.patients import export  # noqa: PLC0415 models aren't there before

        from .of_person import letters_given  # noqa: PLC0415

        export.CLINICAL["letters"] = letters_given
