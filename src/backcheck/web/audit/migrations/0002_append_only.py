"""The database itself refuses to change, remove or slip in an event, whoever asks."""

from django.db import migrations

# An INSERT OR REPLACE removes what is in its way (by the number or by either code, which are
# unique) without asking the trigger of DELETE: so nothing may be in its way.
SQLITE = (
    """
    CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'the trail only grows: an event is never changed'); END
    """,
    """
    CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event
    BEGIN SELECT RAISE(ABORT, 'the trail only grows: an event is never removed'); END
    """,
    """
    CREATE TRIGGER audit_event_at_the_end BEFORE INSERT ON audit_event
    WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM audit_event)
    OR EXISTS (
        SELECT 1 FROM audit_event WHERE mac = NEW.mac OR previous_mac = NEW.previous_mac
    )
    BEGIN SELECT RAISE(ABORT, 'the trail only grows: an event goes to its end'); END
    """,
)
# ALWAYS: also in a session that plays the part of a replica, where triggers are left out.
POSTGRESQL = (
    """
    CREATE FUNCTION audit_event_no_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the trail only grows: no % of events', lower(TG_OP)
        USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE FUNCTION audit_event_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number IS DISTINCT FROM (SELECT COALESCE(MAX(number), 0) + 1 FROM audit_event) THEN
            RAISE EXCEPTION 'the trail only grows: an event goes to its end'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER audit_event_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_no_change()
    """,
    """
    CREATE TRIGGER audit_event_at_the_end BEFORE INSERT ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_at_the_end()
    """,
    "ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_no_change",
    "ALTER TABLE audit_event ENABLE ALWAYS TRIGGER audit_event_at_the_end",
)


def refuse_change(apps, schema_editor):
    """Say the statements of this database."""
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]
    for statement in statements:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """There is no way back: it would remove the trail."""

    dependencies = (("audit", "0001_initial"),)
    operations = (migrations.RunPython(refuse_change, elidable=False),)
