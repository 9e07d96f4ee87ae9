"""An event of the trail. Triggers of the database refuse to change or remove one."""

from __future__ import annotations

from django.db import models

from .event import NAME_LETTERS

_MAC_LETTERS = 64


class AuditEvent(models.Model):
    """Who did what, when; names and ids, no foreign keys, since it outlives what it records."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    clinic = models.UUIDField(null=True)
    who_id = models.CharField(max_length=NAME_LETTERS, blank=True)
    who_name = models.CharField(max_length=NAME_LETTERS)
    verb = models.CharField(max_length=NAME_LETTERS)
    object_kind = models.CharField(max_length=NAME_LETTERS)
    object_id = models.CharField(max_length=NAME_LETTERS)
    details = models.TextField()
    previous_mac = models.CharField(max_length=_MAC_LETTERS, unique=True)  # no two follow one
    mac = models.CharField(max_length=_MAC_LETTERS, unique=True)

    class Meta:
        """Found by clinic, and by what was acted on."""

        db_table = "audit_event"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(who_name=""), name="audit_event_by_somebody"
            ),
        )
        indexes = (
            models.Index(fields=["clinic", "number"], name="audit_event_clinic"),
            models.Index(fields=["object_kind", "object_id", "number"], name="audit_event_object"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class ImportedEvent(models.Model):
    """An event of another installation's trail, kept for reading with a clinic that was imported.

    It is no part of this installation's chain and nothing here can prove its code; the event of
    the import, which is, holds the SHA-256 of all that came with it (``imported.sha256_of``).
    """

    clinic = models.UUIDField()
    chain = models.PositiveIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    who_id = models.CharField(max_length=NAME_LETTERS, blank=True)
    who_name = models.CharField(max_length=NAME_LETTERS)
    verb = models.CharField(max_length=NAME_LETTERS)
    object_kind = models.CharField(max_length=NAME_LETTERS)
    object_id = models.CharField(max_length=NAME_LETTERS)
    details = models.TextField()
    previous_mac = models.CharField(max_length=_MAC_LETTERS)
    mac = models.CharField(max_length=_MAC_LETTERS)

    class Meta:
        """In the order in which they were written."""

        db_table = "audit_imported_event"
        constraints = (
            models.UniqueConstraint(
                fields=["clinic", "chain", "number"], name="audit_imported_event_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.chain}.{self.number}"
