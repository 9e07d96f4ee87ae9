"""What was kept and when, and whose turn it is."""

from __future__ import annotations

import uuid

from django.db import models


class BackupRun(models.Model):
    """An attempt at a backup that ended, well or not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    file = models.TextField(blank=True)
    head = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True)  # empty when it is good

    class Meta:
        """Asked for the last."""

        db_table = "keeping_backup_run"
        indexes = (models.Index(fields=["at"], name="keeping_backup_run_at"),)

    def __str__(self) -> str:
        return self.file or self.failure


class Lease(models.Model):
    """Something that one process may do at a time, until it says so no longer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=40, unique=True)
    holder = models.UUIDField()
    until = models.DateTimeField()

    class Meta:
        """One row a name."""

        db_table = "keeping_lease"

    def __str__(self) -> str:
        return self.name
