"""What a visitor may ask, checked."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from backcheck.interchange.course_file import from_csv
from backcheck.interchange.fault import CourseFileFaults, Fault
from backcheck.knowledge.wording import Audience
from backcheck.verdict.course import Course


class WordsForm(forms.Form):
    """Whose words the answer uses."""

    words = forms.TypedChoiceField(
        label="Whose words?",
        choices=[
            (Audience.PRACTITIONER.value, "The practitioner’s"),
            (Audience.PATIENT.value, "The patient’s"),
        ],
        initial=Audience.PRACTITIONER.value,
        widget=forms.RadioSelect,
        coerce=Audience,
        required=False,
        empty_value=Audience.PRACTITIONER,
    )


class CourseFileForm(WordsForm):
    """A course file; its ``faults``, all of them, when it has any."""

    file = forms.FileField(
        label="Course file (CSV)",
        allow_empty_file=True,  # an empty file is a fault like others, told in the same words
        error_messages={"required": "Choose a course file first."},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    faults: tuple[Fault, ...] = ()

    def clean_file(self) -> list[Course]:
        """The courses of the file."""
        upload = self.cleaned_data["file"]
        if upload.size > settings.COURSE_FILE_LIMIT_BYTES:
            raise ValidationError(_too_large(upload.size))
        try:
            return from_csv(upload.read())
        except CourseFileFaults as error:
            self.faults = error.faults
            raise ValidationError("Choose the corrected file.") from error


def _too_large(size: int) -> str:
    most = filesizeformat(settings.COURSE_FILE_LIMIT_BYTES)
    return (
        f"The file has {filesizeformat(size)}, and this page reads at most {most}. "
        "For a larger one use the command: python3 start.py check FILE"
    )
