"""``key``: a paper that opens, new keys under which everything is sealed, old ones dropped when
nothing needs them."""

from __future__ import annotations

import io
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pyrage
import pytest
from django.apps import apps
from django.db import connection, models

from backcheck.__main__ import main
from backcheck.web.audit.models import AuditEvent
from backcheck.web.keeping import rekeying
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.blind import Kind, blind, index_key_of, sought
from backcheck.web.sealing.field import SealedText
from backcheck.web.sealing.keys import Keyring
from backcheck.web.sealing.recovery import FILE, recovered
from backcheck.web.sealing.seal import key_of
from tests.support.databases import opened
from tests.support.keeping import configured, seed

PEOPLE = 1_100  # more than two batches
Say = Callable[..., tuple[int, str, str]]


class Caller(models.Model):
    """Somebody found by telephone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phone = SealedText()
    note = SealedText(null=True)
    phone_token = models.CharField(max_length=40)
    TOKENS = ("phone_token",)

    class Meta:
        app_label = "probe"

    def retoken(self, keyring: Keyring) -> None:
        self.phone_token = blind(keyring, Kind.PHONE, self.phone, "clinic")


@pytest.fixture
def people(environment: dict[str, str]) -> Iterator[None]:
    """A table of sealed and indexed values, which the product's own will be like."""
    seed(environment)
    with opened(environment), mock.patch.object(apps, "get_models", lambda **_: [Caller]):
        with connection.cursor() as cursor:  # what was sealed without a model
            cursor.execute("DROP TABLE probe_diary")
            cursor.execute("DROP TABLE probe_person")
        with connection.schema_editor() as editor:
            editor.create_model(Caller)
        ring = of(environment)
        made = [Caller(phone=phone(n), note=None if n % 3 else "ü" * n) for n in range(PEOPLE)]
        for each in made:
            each.retoken(ring)
        Caller.objects.bulk_create(made)
        yield


@pytest.fixture
def say(
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Say:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main([*arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def phone(number: int) -> str:
    return f"+972 50 {1_000_000 + number}"


def of(environment: dict[str, str]) -> Keyring:
    return keyring_file.read(configured(environment).keys / keyring_file.FILE)


def columns() -> list[tuple[str, str, str]]:
    return list(Caller.objects.order_by("phone_token").values_list("phone", "note", "phone_token"))


@pytest.mark.usefixtures("people")
def test_everything_is_sealed_anew_and_reads_as_before(
    environment: dict[str, str], say: Say
) -> None:
    before, old = {c.pk: (c.phone, c.note) for c in Caller.objects.all()}, of(environment)
    code, out, err = say("key", "rotate", "--index")
    assert (code, err) == (0, "")
    assert f"Sealed anew: {PEOPLE} rows; tokens made anew: {PEOPLE} rows." in out
    assert "backcheck key paper" in out
    ring = of(environment)
    assert old.ids < ring.ids
    for closed, note, token in columns():
        assert key_of(str(closed)) == ring.current.id != old.current.id
        assert note is None or key_of(str(note)) == ring.current.id
        assert index_key_of(token) == ring.current_index.id
    assert {c.pk: (c.phone, c.note) for c in Caller.objects.all()} == before
    wanted = sought(ring, Kind.PHONE, phone(7), "clinic")
    assert Caller.objects.get(phone_token__in=wanted).phone == phone(7)
    event = AuditEvent.objects.order_by("-number").first()
    assert (event.verb, event.object_id) == ("rekey", ring.current.id)


@pytest.mark.usefixtures("people")
def test_an_interrupted_one_goes_on(environment: dict[str, str], say: Say) -> None:
    real, calls = rekeying._changed, []

    def breaks(*arguments: object) -> int:
        calls.append(1)
        if len(calls) == 700:
            raise OSError(28, "power cut")
        return real(*arguments)  # type: ignore[arg-type]

    with mock.patch.object(rekeying, "_changed", breaks):
        assert say("key", "rotate")[0] != 0
    ring = of(environment)
    ids = {key_of(str(closed)) for closed, _, _ in columns()}
    assert ids == {ring.sealing[0].id, ring.current.id}  # one batch was done
    assert all(c.phone.startswith("+972") for c in Caller.objects.all())
    code, out, _ = say("key", "rotate")
    assert code == 0
    assert "Going on with a rotation that was interrupted." in out
    assert of(environment) == ring  # no third key
    assert {key_of(str(closed)) for closed, _, _ in columns()} == {ring.current.id}


@pytest.mark.usefixtures("people")
def test_only_keys_that_nothing_needs_are_dropped(environment: dict[str, str], say: Say) -> None:
    assert "Every old key is needed still" in say("key", "rotate", "--drop-unused")[1]
    say("key", "rotate")
    old, current = of(environment).sealing
    with connection.cursor() as cursor:  # in a table of which no model is known
        cursor.execute("CREATE TABLE elsewhere (kept text)")
        cursor.execute("INSERT INTO elsewhere VALUES (%s)", [f"1|{old.id}|abc|def|ghi"])
    assert "Every old key is needed still" in say("key", "rotate", "--drop-unused")[1]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM elsewhere")
    code, out, _ = say("key", "rotate", "--drop-unused")
    assert code == 0
    assert f"Dropped: {old.id}." in out
    ring = of(environment)
    assert ring.sealing == (current,)
    assert len(ring.backups) == 2  # older backups are elsewhere, and still to be opened
    assert all(c.phone.startswith("+972") for c in Caller.objects.all())


def test_a_paper_opens_what_is_backed_up_after_it(
    environment: dict[str, str], say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = seed(environment)
    with opened(environment):
        code, out, err = say("key", "paper")
        assert (code, err) == (0, "")
        paper = "-".join(out.splitlines()[2].split() + out.splitlines()[3].split())
        assert paper != first
        file = (configured(environment).keys / FILE).read_bytes()
        assert recovered(paper, file) == of(environment)
        assert say("backup", str(tmp_path / "one"))[::2] == (0, "")
        assert say("key", "rotate")[0] == 0
        code, _, err = say("backup", str(tmp_path / "two"))
        assert code == 0
        assert "doesn't open what was sealed since" in err
    if "BACKCHECK_DATABASE" in environment:
        return  # bringing it back is shown in test_restore
    monkeypatch.setenv("BACKCHECK_HOME", str(tmp_path / "new"))
    monkeypatch.setattr(sys, "stdin", io.StringIO(paper))
    with opened({"BACKCHECK_HOME": str(tmp_path / "new")}):
        assert say("restore", str(tmp_path / "one"), "--paper")[::2] == (0, "")


def test_the_list_shows_no_secret_and_the_identity_opens_a_backup(
    environment: dict[str, str], say: Say, tmp_path: Path
) -> None:
    seed(environment)
    with opened(environment):
        code, out, _ = say("key", "list")
        ring = of(environment)
        assert code == 0
        assert [line.split()[1] for line in out.splitlines()] == [
            *(key.id for key in (*ring.sealing, *ring.indexing, *ring.backups))
        ]
        assert "AGE-SECRET" not in out
        say("backup", str(tmp_path / "one"))
        identity = pyrage.x25519.Identity.from_str(say("key", "list", "--identity")[1].strip())
    from backcheck.web.keeping import container  # noqa: PLC0415

    closed = container.content(tmp_path / "one", "session.key.age")
    assert (
        pyrage.decrypt(closed, [identity])
        == (configured(environment).keys / "session.key").read_bytes()
    )


def test_somebody_else_can_open_it_who_was_named(
    environment: dict[str, str], say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = pyrage.x25519.Identity.generate()
    monkeypatch.setenv("BACKCHECK_BACKUP_ALSO", str(other.to_public()))
    seed(environment)
    from backcheck.web.keeping import container  # noqa: PLC0415

    with opened(environment):
        assert say("backup", str(tmp_path / "one"))[0] == 0
        assert pyrage.decrypt(container.content(tmp_path / "one", "trail.key.age"), [other])
        monkeypatch.setenv("BACKCHECK_BACKUP_ALSO", str(other))
        code, _, err = say("backup")
    assert code == 1
    assert "write public keys of age" in err
    assert str(other) not in err
