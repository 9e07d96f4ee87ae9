"""A sealed column: the file holds nothing readable, and there is no other way in or out."""

from __future__ import annotations

import copy
import pickle
import sqlite3
import uuid
from datetime import date
from pathlib import Path

import pytest
from django.core import checks, serializers
from django.core.exceptions import FieldError
from django.db import IntegrityError, connections, models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower
from django.test import override_settings

from backcheck.web.sealing.faults import (
    BadPlace,
    KeyringMissing,
    PlaintextRefused,
    SealingFault,
    UnknownKey,
    WrongPlace,
)
from backcheck.web.sealing.field import Sealed, SealedText
from backcheck.web.sealing.keyring_file import change, opened
from backcheck.web.sealing.keys import rotated
from backcheck.web.sealing.seal import key_of
from tests.support.sealed_table import ALIAS, Person, table

TODAY = date(2026, 6, 1)
NAME, NOTE = "משה כהן-לוי", "Slept badly 😴, moved house"
people = Person.objects.using(ALIAS)  # a query set keeps rows it was walked for: walk people.all()


@pytest.fixture
def file(tmp_path: Path):
    keyring = tmp_path / "keys/keyring.json"
    opened(keyring, TODAY)
    with override_settings(SEALING_KEYRING=keyring), table(tmp_path / "clinic.sqlite3"):
        yield tmp_path / "clinic.sqlite3"


@pytest.fixture
def person(file):
    return people.create(name=NAME, note=NOTE)


def columns(pk: uuid.UUID) -> tuple[str, str | None]:
    """What the columns hold, by a road that doesn't lead through Django."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT name, note FROM probe_person WHERE id = %s", [pk.hex])
        return cursor.fetchone()


def test_a_row_comes_back(person):
    found = people.get(pk=person.pk)
    assert (found.name, found.note) == (NAME, NOTE)
    assert type(found.name) is str


@pytest.mark.usefixtures("person")
def test_no_byte_of_the_plaintext_is_in_the_files(file, tmp_path):
    people.create(name="another", note="second note")
    connections[ALIAS].close()
    written = b"".join(p.read_bytes() for p in tmp_path.iterdir() if p.is_file())
    assert b"probe_person" in written
    for text in (NAME, NOTE, "another", "second note", *NAME.split(), *NOTE.split()):
        if len(text) > 2:
            for coding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert text.encode(coding) not in written, text
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT count(*) FROM probe_person").fetchone() == (2,)
    database.close()


def test_the_empty_text_is_sealed_and_an_absent_one_is_absent(file):
    person = people.create(name="", note=None)
    name, note = columns(person.pk)
    assert name.startswith("1|")
    assert note is None
    found = people.get()
    assert (found.name, found.note) == ("", None)
    assert people.filter(note__isnull=True).count() == 1
    assert people.filter(note__isnull=False).count() == 0
    with pytest.raises(IntegrityError):
        people.create(name=None)


def test_a_value_moved_to_another_row_or_field_fails(person):
    other = people.create(name="Dana", note="hers")
    with connections[ALIAS].cursor() as cursor:
        cursor.execute(
            "UPDATE probe_person SET name = (SELECT name FROM probe_person WHERE id = %s), "
            "note = name WHERE id = %s",
            [person.pk.hex, other.pk.hex],
        )
    found = people.get(pk=other.pk)
    for field in ("name", "note"):
        with pytest.raises(WrongPlace):
            getattr(found, field)
    with pytest.raises(WrongPlace):  # nor is it written on as if it were his
        found.save()


def test_a_row_under_another_key_is_not_written_unreadable(person):
    found = people.get(pk=person.pk)
    found.pk = uuid.uuid4()
    with pytest.raises(WrongPlace):
        found.save(force_insert=True)
    assert people.count() == 1


def test_what_was_not_touched_keeps_its_bytes(person):
    before = columns(person.pk)
    found = people.get(pk=person.pk)
    found.note = "new"
    found.save()
    after = columns(person.pk)
    assert after[0] == before[0]
    assert after[1] != before[1]
    assert people.get(pk=person.pk).note == "new"


def test_a_text_that_looks_sealed_is_sealed_like_any_other(person):
    looks = columns(person.pk)[0]
    other = people.create(name=looks)
    assert columns(other.pk)[0] != looks
    assert people.get(pk=other.pk).name == looks


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize(
    "asked",
    [
        {"name": NAME},
        {"name__exact": NAME},
        {"name__contains": "כהן"},
        {"name__in": [NAME]},
        {"name__gt": ""},
        {"name__regex": "."},
        {"name__lower": NAME},
        {"name__isnull": 7},
    ],
)
def test_queries_can_not_look_into_it(asked):
    for query in (lambda: people.filter(**asked), lambda: people.exclude(Q(**asked))):
        with pytest.raises((FieldError, ValueError)):
            query().exists()
    with pytest.raises(FieldError, match="blind index"):
        people.filter(name=NAME)


@pytest.mark.parametrize(
    "value", ["plain", Value("plain"), F("note"), Lower("note"), Value("x", SealedText())]
)
def test_nothing_is_written_without_a_row(person, value):
    before = columns(person.pk)
    with pytest.raises(PlaintextRefused, match="row by row"):
        people.update(name=value)
    person.name = value if not isinstance(value, str) else 7
    with pytest.raises(PlaintextRefused):
        person.save()
    with pytest.raises(PlaintextRefused):
        people.bulk_update([person], ["name"])
    assert columns(person.pk) == before


def test_many_rows_are_created_at_once(file):
    people.bulk_create([Person(name=f"Person {n}") for n in range(5)])
    assert sorted(found.name for found in people.all()) == [f"Person {n}" for n in range(5)]
    assert len({columns(found.pk)[0] for found in people.all()}) == 5


def test_other_columns_are_updated_as_ever(person):
    people.update(visits=F("visits") + 1)
    assert people.get(pk=person.pk).visits == 1
    assert people.get(pk=person.pk).name == NAME


@pytest.mark.usefixtures("person")
def test_values_are_what_the_column_holds():
    (held,) = people.values_list("name", flat=True)
    assert isinstance(held, Sealed)
    assert NAME not in held


def test_a_row_that_is_shown_or_carried_elsewhere_keeps_its_seals(person):
    found = people.get(pk=person.pk)
    assert NAME not in repr(found.__dict__)
    assert NAME.encode() not in pickle.dumps(found)
    assert isinstance(pickle.loads(pickle.dumps(found.__dict__["name"])), Sealed)
    assert isinstance(copy.deepcopy(found.__dict__["name"]), Sealed)


def test_a_deferred_column_is_read_when_it_is_asked_for(person):
    found = people.defer("name").get(pk=person.pk)
    assert "name" not in found.__dict__
    assert found.name == NAME
    found.refresh_from_db()
    assert found.name == NAME
    found.save()
    assert people.only("name").get(pk=person.pk).name == NAME


def test_a_row_needs_its_key_before():
    keyless = Person(pk=None, name=NAME)
    with pytest.raises(BadPlace, match="must have its key"):
        Person._meta.get_field("name").pre_save(keyless, add=True)


def test_it_is_not_dumped_in_clear(person):
    with pytest.raises(PlaintextRefused, match="backup"):
        serializers.serialize("json", [person])


def test_a_rotation_by_another_process_is_seen_at_once(person, tmp_path):
    before = columns(person.pk)[0]
    ring = change(tmp_path / "keys/keyring.json", lambda ring: rotated(ring, TODAY))
    assert people.get(pk=person.pk).name == NAME
    people.get(pk=person.pk).save()
    after = columns(person.pk)[0]
    assert key_of(before) == ring.sealing[0].id
    assert key_of(after) == ring.current.id
    assert people.get(pk=person.pk).name == NAME


def test_another_keyring_opens_nothing(person, tmp_path):
    opened(tmp_path / "other/keyring.json", TODAY)
    with override_settings(SEALING_KEYRING=tmp_path / "other/keyring.json"):
        with pytest.raises(UnknownKey):
            _ = people.get(pk=person.pk).name
        with pytest.raises(UnknownKey):
            people.get(pk=person.pk).save()


def test_a_keyring_that_went_away_is_missed_at_once(person, tmp_path):
    (tmp_path / "keys/keyring.json").unlink()
    with pytest.raises(KeyringMissing):
        _ = people.get(pk=person.pk).name
    with override_settings(SEALING_KEYRING=None), pytest.raises(KeyringMissing, match="SEALING"):
        people.create(name=NAME)
    assert people.count() == 1


def test_an_altered_column_is_refused_by_name(person):
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("UPDATE probe_person SET name = 'משה'")
    with pytest.raises(SealingFault):
        _ = people.get(pk=person.pk).name


def test_a_model_that_would_fail_later_is_told_at_start():
    class Wrong(models.Model):
        id = models.AutoField(primary_key=True)
        name = SealedText(unique=True)
        note = SealedText(db_index=True)

        class Meta:
            app_label = "probe"

    for field in ("name", "note"):
        found = [error.id for error in Wrong._meta.get_field(field).check()]
        assert found == ["sealing.E001", "sealing.E002"]
    right = [Person._meta.get_field(field).check() for field in ("name", "note")]
    assert right == [[], []]
    assert not any(isinstance(entry, checks.Error) for entry in Person.check())
