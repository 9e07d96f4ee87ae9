"""A screening as it was answered and told, and what ended the signs it raised. Never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.open_flags import Way
from backcheck.web.patients.models import OfPatient, Patient, one_of
from backcheck.web.sealing.field import SealedText

_WORD = 20
_ACCOUNT = settings.AUTH_USER_MODEL


class Screening(OfPatient):
    """Asked once. ``level`` and ``rules_version`` are in clear, since lists are made by them.

    ``answers`` and ``said`` are JSON: ``kept.py`` says what stands in them.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")
    level = models.CharField(max_length=_WORD)
    rules_version = models.CharField(max_length=_WORD)
    answers = SealedText()
    said = SealedText()

    class Meta:
        """Read patient by patient, the latest first."""

        constraints = (one_of([level.name for level in Level], "level", "screenings_level"),)
        indexes = (
            models.Index(fields=["clinic", "patient", "-asked_at"], name="screenings_latest"),
        )


class Clearance(OfPatient):
    """What ended open signs: a doctor's assessment, or a named practitioner's step down.

    ``rules`` are the ids of the rules it names, a line each; it ends what was raised until
    ``until``. ``doctor`` and ``seen_on`` are of an assessment alone; ``text`` is what the doctor
    found, or the reason.
    """

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="+")
    way = models.CharField(max_length=_WORD)
    until = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")
    rules = SealedText()
    doctor = SealedText(null=True)
    seen_on = models.DateField(null=True)
    text = SealedText()

    class Meta:
        """Read patient by patient."""

        constraints = (one_of(Way, "way", "screenings_way"),)
        indexes = (models.Index(fields=["clinic", "patient"], name="screenings_cleared"),)
