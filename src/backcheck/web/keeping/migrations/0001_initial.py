"""Attempts at backups, and leases."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = ()
    operations = (
        migrations.CreateModel(
            name="Lease",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True)),
                ("holder", models.UUIDField()),
                ("until", models.DateTimeField()),
            ],
            options={"db_table": "keeping_lease"},
        ),
        migrations.CreateModel(
            name="BackupRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("file", models.TextField(blank=True)),
                ("head", models.CharField(blank=True, max_length=64)),
                ("failure", models.TextField(blank=True)),
            ],
            options={
                "db_table": "keeping_backup_run",
                "indexes": [models.Index(fields=["at"], name="keeping_backup_run_at")],
            },
        ),
    )
