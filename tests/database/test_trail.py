"""The trail in a database: what is recorded, what is refused, and what is found all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from backcheck.web.audit.actions import record
from backcheck.web.audit.chain import START
from backcheck.web.audit.event import Item, Person, Process, Verb
from backcheck.web.audit.keys import FILE, KeyTrouble, trail_key
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import end, events_about, events_of, links
from backcheck.web.audit.verify import Broken, Whole, verify

DANA = Person("u1", "דנה")
PATIENT = Item("patient", "p1")
CLINIC = UUID(int=7)
EVENTS = 6
FIELDS = "at, clinic, who_id, who_name, verb, object_kind, object_id, details, previous_mac, mac"

pytestmark = pytest.mark.usefixtures("database")


def say(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def found(keys: Path, head: str | None = None) -> Whole | Broken:
    return verify(links(), trail_key(keys), head)


@pytest.fixture
def keys(environment: dict[str, str]) -> Path:
    return Path(environment["BACKCHECK_HOME"]) / "keys"


@pytest.fixture
def head(keys: Path) -> str:
    """The end of a trail of some events, which is whole."""
    for _ in range(EVENTS):
        record(verb=Verb.READ, what=PATIENT, clinic=CLINIC, by=DANA)
    whole = found(keys)
    assert isinstance(whole, Whole)
    assert whole.events == EVENTS
    return whole.head


@pytest.fixture
def unguarded(head: str) -> str:
    """The same after somebody with the right to do so has dropped the triggers."""
    if connection.vendor == "postgresql":
        say("ALTER TABLE audit_event DISABLE TRIGGER ALL")
    else:
        for name in ("no_update", "no_delete", "at_the_end"):
            say(f"DROP TRIGGER audit_event_{name}")
    return head


def test_an_event_comes_back_as_it_was_recorded(keys: Path) -> None:
    details = {"why": 'הערה " \\ % %s', "rows": 2**60, "late": True, "none": None, "nul": "\0"}
    clinic = uuid4()
    record(verb=Verb.EXPORT, what=PATIENT, clinic=clinic, details=details, by=DANA)
    record(verb=Verb.WRITE, what=Item("backup", "2026-03-01"), by=Process("backup"))
    first, second = AuditEvent.objects.order_by("number")
    assert (first.who_id, first.who_name, first.clinic) == ("u1", "דנה", clinic)
    assert (second.number, second.who_id, second.who_name, second.clinic) == (2, "", "backup", None)
    assert second.previous_mac == first.mac
    assert abs(datetime.now(UTC) - second.at) < timedelta(minutes=1)
    assert isinstance(found(keys), Whole)


def test_a_clock_that_jumps_back_breaks_nothing(keys: Path) -> None:
    for year in (2026, 2025, 2027):
        with mock.patch("django.utils.timezone.now", lambda: datetime(year, 1, 1, tzinfo=UTC)):  # noqa: B023
            record(verb=Verb.READ, what=PATIENT, by=DANA)
    assert found(keys) == Whole(3, end()[1])


@pytest.mark.parametrize("nobody", [None, "Dana", 7])
def test_nothing_is_recorded_without_somebody(nobody: object) -> None:
    with pytest.raises(TypeError, match="somebody who did it"):
        record(verb=Verb.READ, what=PATIENT, by=nobody)  # type: ignore[arg-type]
    with pytest.raises(IntegrityError):
        say(
            f"INSERT INTO audit_event (number, {FIELDS}) VALUES "
            "(1, '2026-01-01 00:00:00', NULL, '', '', 'read', 'a', 'b', '{}', '', '')"
        )
    assert end() == (0, START)


@pytest.mark.parametrize("details", [{"level": 1.5}, {"what": ["list"]}, {"long": "x" * 2000}])
def test_details_are_short_and_plain(details: dict[str, str]) -> None:
    with pytest.raises((TypeError, ValueError), match="details: "):
        record(verb=Verb.READ, what=PATIENT, details=details, by=DANA)


def test_an_event_stays_or_goes_with_what_it_records(keys: Path) -> None:
    with transaction.atomic():
        record(verb=Verb.WRITE, what=PATIENT, by=DANA)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(verb=Verb.WRITE, what=PATIENT, by=DANA)
        _ = 1 / 0
    record(verb=Verb.READ, what=PATIENT, by=DANA)
    assert found(keys) == Whole(2, AuditEvent.objects.get(number=2).mac)


def test_a_clinic_sees_its_own_events_alone() -> None:
    for clinic in (CLINIC, UUID(int=8), None):
        for item in (PATIENT, Item("patient", "p2")):
            record(verb=Verb.READ, what=item, clinic=clinic, by=DANA)
    assert [event.number for event in events_of(CLINIC)] == [2, 1]
    assert [event.number for event in events_about(CLINIC, PATIENT)] == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET who_name = 'nobody' WHERE number = 3",
        "UPDATE audit_event SET number = 99 WHERE number = 6",
        "DELETE FROM audit_event WHERE number = 6",
        "DELETE FROM audit_event",
        f"INSERT INTO audit_event SELECT 99, {FIELDS} FROM audit_event WHERE number = 3",
        f"INSERT INTO audit_event SELECT 3, {FIELDS} FROM audit_event WHERE number = 3",
        f"INSERT INTO audit_event SELECT 3, {FIELDS} FROM audit_event WHERE number = 4 "
        "ON CONFLICT (number) DO UPDATE SET who_name = 'nobody'",
        "TRUNCATE audit_event",
        f"INSERT OR REPLACE INTO audit_event SELECT 3, {FIELDS} FROM audit_event WHERE number = 4",
        "REPLACE INTO audit_event SELECT 7, at, clinic, who_id, who_name, verb, object_kind, "
        "object_id, details, previous_mac, mac FROM audit_event WHERE number = 3",
    ],
)
def test_the_database_refuses_to_change_the_trail(head: str, keys: Path, statement: str) -> None:
    is_for_one = {"TRUNCATE": "postgresql", "INSERT OR": "sqlite", "REPLACE": "sqlite"}
    for start, vendor in is_for_one.items():
        if statement.startswith(start) and connection.vendor != vendor:
            return  # the other has no such statement
    with pytest.raises(IntegrityError), transaction.atomic():
        say(statement)
    assert found(keys, head) == Whole(EVENTS, head)


def test_a_session_that_plays_a_replica_is_refused_too(head: str, keys: Path) -> None:
    if connection.vendor != "postgresql":
        return  # the other has no such session
    for statement in ("DELETE FROM audit_event", "TRUNCATE audit_event"):
        with pytest.raises(IntegrityError), transaction.atomic():
            say("SET LOCAL session_replication_role = replica")
            say(statement)
    assert found(keys, head) == Whole(EVENTS, head)


def test_the_models_own_ways_are_refused_too(head: str, keys: Path) -> None:
    last = AuditEvent.objects.get(number=EVENTS)
    last.who_name = "nobody"
    for way in (last.save, last.delete, AuditEvent.objects.all().delete):
        with pytest.raises(IntegrityError, match="the trail only grows"), transaction.atomic():
            way()
    assert found(keys) == Whole(EVENTS, head)


def swap() -> None:
    say("UPDATE audit_event SET number = 99 WHERE number = 2")
    say("UPDATE audit_event SET number = 2 WHERE number = 3")
    say("UPDATE audit_event SET number = 3 WHERE number = 99")


def forge() -> None:
    say(
        f"INSERT INTO audit_event SELECT 7, at, clinic, who_id, 'nobody', verb, object_kind, "
        f"object_id, details, mac, '{'0' * 64}' FROM audit_event WHERE number = 6"
    )


TAMPERED: list[tuple[Callable[[], None], int, str]] = [
    (lambda: say("UPDATE audit_event SET who_name = 'x' WHERE number = 3"), 3, "was changed"),
    (lambda: say("UPDATE audit_event SET details = '' WHERE number = 1"), 1, "was changed"),
    (lambda: say("UPDATE audit_event SET clinic = NULL WHERE number = 6"), 6, "was changed"),
    (lambda: say("UPDATE audit_event SET at = '2020-01-01' WHERE number = 4"), 4, "was changed"),
    (lambda: say("DELETE FROM audit_event WHERE number = 1"), 1, "is missing"),
    (lambda: say("DELETE FROM audit_event WHERE number IN (3, 4)"), 3, "events 3 to 4 are missing"),
    (lambda: say("DELETE FROM audit_event WHERE number > 4"), 5, "cut off"),
    (lambda: say("DELETE FROM audit_event"), 1, "cut off"),
    (swap, 2, "was changed"),
    (forge, 7, "written without the key"),
]


@pytest.mark.parametrize(("tamper", "number", "told"), TAMPERED)
def test_without_the_triggers_it_is_found(
    unguarded: str, keys: Path, tamper: Callable[[], None], number: int, told: str
) -> None:
    tamper()
    broken = found(keys, unguarded)
    assert isinstance(broken, Broken)
    assert broken.number == number
    assert told in broken.told


def test_a_lost_key_stops_the_trail_and_is_never_made_again(head: str, keys: Path) -> None:
    (keys / FILE).unlink()
    with pytest.raises(KeyTrouble, match="put back the copy"):
        record(verb=Verb.READ, what=PATIENT, by=DANA)
    assert not (keys / FILE).exists()
    assert end() == (EVENTS, head)


def test_the_migrations_are_those_of_the_models_and_repeat_without_change(head: str) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    call_command("migrate", verbosity=0)
    assert end() == (EVENTS, head)


def test_there_is_no_way_back_that_removes_the_trail(head: str) -> None:
    from django.db.migrations.exceptions import IrreversibleError  # noqa: PLC0415

    with pytest.raises(IrreversibleError):
        call_command("migrate", "audit", "zero", verbosity=0)
    assert end() == (EVENTS, head)
