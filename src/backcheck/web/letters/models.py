"""Letters to doctors, what came back, and days that were moved. Rows are added, and none removed
before the record of the patient ends."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from backcheck.knowledge.letter_times import LEVELS
from backcheck.web.patients.models import OfPatient, Patient, one_of
from backcheck.web.sealing.field import SealedText

from .kinds import Came, GoesOn, LetterState

_WORD = 20
_ACCOUNT = settings.AUTH_USER_MODEL


class Letter(OfPatient):
    """A letter as it was written. ``content`` is its document in words, as JSON.

    ``screening`` is the key of the screening it tells of, where there is one; a screening is kept
    elsewhere, so it is no foreign key.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="letters")
    screening = models.UUIDField(null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")
    level = models.CharField(max_length=_WORD)
    language = models.CharField(max_length=10)
    doctor = SealedText(null=True)
    content = SealedText()
    signed_as = SealedText()  # the writer's role and how the clinic is reached, a line each
    answer_due_on = models.DateField()
    state = models.CharField(max_length=_WORD, default=LetterState.WAITING.value)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """What is due is found by its day, within a clinic."""

        constraints = (
            one_of([level.name for level in LEVELS], "level", "letters_level"),
            one_of(LetterState, "state", "letters_state"),
        )
        indexes = (
            models.Index(fields=["clinic", "state", "answer_due_on"], name="letters_due"),
            models.Index(fields=["patient", "-written_at"], name="letters_of_patient"),
        )


class OfLetter(OfPatient):
    """Something that happened to a letter: when it was recorded, and by whom."""

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.CASCADE, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True


class Answer(OfLetter):
    """What a doctor answered, or that none came. A later one holds instead of an earlier."""

    came = models.CharField(max_length=_WORD)
    answered_on = models.DateField()
    answered_by = SealedText(null=True)
    goes_on = models.CharField(max_length=_WORD)
    found = SealedText(null=True)

    class Meta:
        """Its words are those there are."""

        constraints = (
            one_of(Came, "came", "letters_answer_came"),
            one_of(GoesOn, "goes_on", "letters_answer_goes_on"),
        )


class Reminder(OfLetter):
    """The day by which an answer is looked for, moved with a reason."""

    due_before = models.DateField()
    due_on = models.DateField()
    why = SealedText()
