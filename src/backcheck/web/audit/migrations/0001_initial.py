"""The trail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("clinic", models.UUIDField(null=True)),
                ("who_id", models.CharField(blank=True, max_length=200)),
                ("who_name", models.CharField(max_length=200)),
                ("verb", models.CharField(max_length=200)),
                ("object_kind", models.CharField(max_length=200)),
                ("object_id", models.CharField(max_length=200)),
                ("details", models.TextField()),
                ("previous_mac", models.CharField(max_length=64, unique=True)),
                ("mac", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "db_table": "audit_event",
                "indexes": [
                    models.Index(fields=["clinic", "number"], name="audit_event_clinic"),
                    models.Index(
                        fields=["object_kind", "object_id", "number"], name="audit_event_object"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("who_name", ""), _negated=True),
                        name="audit_event_by_somebody",
                    )
                ],
            },
        ),
    ]
