"""A number that a clinic set. Another one ends it; what stood when can be read afterwards."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from backcheck.web.clinics.models import Clinic

from .kinds import NUMBER_LETTERS, LineKind

_ACCOUNT = settings.AUTH_USER_MODEL


class EmergencyLine(models.Model):
    """A number, what it is for, and from when until when it was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=NUMBER_LETTERS)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(_ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Of each kind one stands at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["clinic", "kind"], condition=Q(ended_at=None), name="emergency_one_line"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[each.value for each in LineKind]), name="emergency_kind"
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
