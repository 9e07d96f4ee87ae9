"""``audit verify`` as a user runs it: one line, or where the trail is broken."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from backcheck.__main__ import main
from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Person, Verb
from backcheck.web.audit.keys import FILE
from backcheck.web.audit.queries import end
from tests.support.databases import opened

SOURCE = Path(__file__).parents[2] / "src"


Verified = Callable[..., tuple[int, str, str]]


@pytest.fixture
def verified(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Verified:
    """Run the command in an environment: exit code, stdout, stderr."""

    def run(environment: dict[str, str], *arguments: str) -> tuple[int, str, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        with opened(environment):
            code = main(["audit", "verify", *arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def head(environment: dict[str, str]) -> str:
    """The end of a trail of three events."""
    with opened(environment):
        for _ in range(3):
            record(verb=Verb.SIGN_IN, what=Item("account", "u1"), by=Person("u1", "Dana"))
        return end()[1]


def tamper(environment: dict[str, str], statement: str) -> None:
    with opened(environment), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        else:
            cursor.execute("DROP TRIGGER audit_event_no_update")
            cursor.execute("DROP TRIGGER audit_event_no_delete")
        cursor.execute(statement)


def test_a_whole_trail_and_one_whose_end_was_cut_off(
    verified: Verified, environment: dict[str, str], head: str
) -> None:
    whole = (0, f"The trail is whole: 3 events, head {head}\n", "")
    assert verified(environment, "--head", head) == whole
    tamper(environment, "DELETE FROM audit_event WHERE number = 3")
    assert verified(environment)[0] == 0  # unseen without the head
    code, out, err = verified(environment, "--head", head)
    assert (code, out) == (1, "")
    assert err.startswith("The trail is broken at 3: no event has the given head")


def test_a_changed_event_is_told_with_its_number(
    verified: Verified, environment: dict[str, str], head: str
) -> None:
    tamper(environment, "UPDATE audit_event SET who_name = 'Noa' WHERE number = 2")
    told = "The trail is broken at 2: event 2 was changed, or written without the key\n"
    assert verified(environment, "--head", head) == (1, "", told)


def test_a_value_of_another_kind_is_told(verified: Verified, sqlite: dict[str, str]) -> None:
    with opened(sqlite):
        for _ in range(2):
            record(verb=Verb.READ, what=Item("patient", "p1"), by=Person("u1", "Dana"))
    tamper(sqlite, "UPDATE audit_event SET clinic = 'nonsense' WHERE number = 2")
    assert verified(sqlite) == (1, "", "The trail is broken at 2: event 2 can't be read\n")


def test_an_empty_trail_is_whole_and_makes_no_key(
    verified: Verified, environment: dict[str, str]
) -> None:
    assert verified(environment) == (0, "The trail is whole: 0 events\n", "")
    assert not (Path(environment["BACKCHECK_HOME"]) / "keys").exists()


def test_what_is_missing_is_told(
    verified: Verified, environment: dict[str, str], head: str
) -> None:
    (Path(environment["BACKCHECK_HOME"]) / "keys" / FILE).unlink()
    code, out, err = verified(environment)
    assert (code, out) == (1, "")
    assert "the key of the trail is missing" in err


def test_without_a_database_nothing_is_made(verified: Verified, tmp_path: Path) -> None:
    code, out, err = verified({"BACKCHECK_HOME": str(tmp_path)})
    assert (code, out) == (1, "")
    assert "there is no database yet" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"nonsense " * 1000])
def test_a_file_that_is_no_database_of_ours_is_told(
    verified: Verified, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/backcheck.sqlite3").write_bytes(content)
    code, out, err = verified({"BACKCHECK_HOME": str(tmp_path)})
    assert (code, out) == (1, "")
    assert "holds no trail" in err or "can't be read" in err


def test_a_server_that_is_not_there_is_told(verified: Verified, tmp_path: Path) -> None:
    address = "postgresql://ann:hunter2@localhost:1/clinic"
    code, out, err = verified({"BACKCHECK_HOME": str(tmp_path), "BACKCHECK_DATABASE": address})
    assert (code, out) == (1, "")
    assert "the database can't be read" in err
    assert "hunter2" not in err


@pytest.mark.parametrize("head", ["", "00", "G" * 64])
def test_a_head_that_is_none_is_wrong_usage(head: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["audit", "verify", f"--head={head}"])
    out, err = capsys.readouterr()
    assert out == ""
    assert "64 letters" in err


def test_it_runs_in_a_process_of_its_own(environment: dict[str, str], head: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "backcheck", "audit", "verify", "--head", head],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    told = f"The trail is whole: 3 events, head {head}\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, told, "")
