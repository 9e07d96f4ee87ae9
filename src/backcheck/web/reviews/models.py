"""A signature under one version of a rule set: changed once at most, when it is withdrawn."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from backcheck.web.clinics.models import Clinic
from backcheck.web.sealing.field import SealedText

_ACCOUNT = settings.AUTH_USER_MODEL
_WORD = 40


class Review(models.Model):
    """That a clinician of a clinic reviewed a version of a rule set, with the very data it has.

    ``name`` is the signer's at the time: it stands where the signature is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    rule_set = models.CharField(max_length=_WORD)
    version = models.CharField(max_length=_WORD)
    content_sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    signed_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    reason = SealedText()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(_ACCOUNT, models.PROTECT, null=True, related_name="+")
    withdrawn_why = SealedText(null=True)

    class Meta:
        """Of one data one signature stands at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["clinic", "rule_set", "content_sha256"],
                condition=Q(withdrawn_at=None),
                name="reviews_one_standing",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
