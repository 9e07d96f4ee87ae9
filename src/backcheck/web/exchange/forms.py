"""What a visitor sends, checked."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat

from backcheck.interchange.course_file import from_csv
from backcheck.interchange.fault import CourseFileFaults, Fault
from backcheck.verdict.course import Course
from backcheck.web.kit.forms import WordsForm
from backcheck.web.kit.words import later, words


class CourseFileForm(WordsForm):
    """A course file; its ``faults``, all of them, when it has any."""

    file = forms.FileField(
        label=later("page.check.file"),
        allow_empty_file=True,  # an empty file is a fault like others, told in the same words
        error_messages={"required": later("page.check.no_file")},
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
            raise ValidationError(words("page.check.corrected")) from error


def _too_large(size: int) -> str:
    most = filesizeformat(settings.COURSE_FILE_LIMIT_BYTES)
    return words("page.check.too_large", size=filesizeformat(size), most=most)
