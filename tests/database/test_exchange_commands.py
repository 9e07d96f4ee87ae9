"""``backcheck export`` and ``import``: whole or not at all, and said in a sentence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from backcheck.__main__ import main
from backcheck.web.audit.event import Verb
from backcheck.web.audit.models import AuditEvent, ImportedEvent
from backcheck.web.clinics.models import Account, Clinic
from backcheck.web.keeping.exchange import importing
from tests.support.databases import opened
from tests.support.exchanging import Place, parts, rows, small_clinic

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of an installation: exit code, stdout, stderr."""

    def command(environment: dict[str, str], *arguments: str) -> tuple[int, str, str]:
        with monkeypatch.context() as patch, opened(environment):
            for name, value in environment.items():
                patch.setenv(name, value)
            code = main([*arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_there_and_back(run: Run, place: Place, tmp_path: Path, kind: str) -> None:
    one, other, file = place(kind), place("sqlite"), tmp_path / "clinic.zip"
    with opened(one):
        clinic = small_clinic("Upper Galilee")
    code, out, err = run(one, "export", str(file))
    assert (code, err) == (0, "")
    assert out.startswith(f"{file} ({file.stat().st_size:,} bytes)\nIt is not encrypted")
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir() if ".part" in each.name] == []
    (told,) = [row for row in rows(parts(file)["trail.jsonl"]) if row["verb"] == Verb.EXPORT]
    assert (told["who_name"], told["object_id"]) == ("export", str(clinic.pk))
    code, out, err = run(other, "import", str(file))
    assert (code, err) == (0, "")
    assert f"Imported: Upper Galilee ({clinic.pk}), 3 rows; 11 events" in out
    assert "/welcome/" in out
    code, _, err = run(other, "import", str(file))
    assert code == 1
    assert "is in this installation already" in err


def test_a_file_that_is_there_is_left_alone(run: Run, place: Place, tmp_path: Path) -> None:
    one, file = place("sqlite"), tmp_path / "clinic.zip"
    with opened(one):
        small_clinic()
    file.write_text("mine")
    code, _, err = run(one, "export", str(file))
    assert (code, file.read_text()) == (1, "mine")
    assert err == f"{file} is there already, and is left as it is. Name another file.\n"
    code, _, err = run(one, "export", str(tmp_path / "nowhere" / "x.zip"))
    assert code == 1
    assert err.startswith("There is no folder")
    code, _, err = run(one, "export", str(tmp_path / ("a" * 300) / "x.zip"))
    assert code == 1
    assert "file name too long" in err
    with opened(one):
        assert not AuditEvent.objects.filter(verb=Verb.EXPORT).exists()


def test_of_several_clinics_one_is_named(run: Run, place: Place, tmp_path: Path) -> None:
    one = place("sqlite")
    assert run(one, "export", str(tmp_path / "0.zip"))[2].startswith("There is no clinic in")
    with opened(one):
        clinics = [small_clinic(name) for name in ("North", "South", "South")]
    code, _, err = run(one, "export", str(tmp_path / "1.zip"))
    assert code == 1
    assert all(str(each.pk) in err for each in clinics)
    assert run(one, "export", str(tmp_path / "2.zip"), "--clinic", "North")[0] == 0
    code, _, err = run(one, "export", str(tmp_path / "3.zip"), "--clinic", "South")
    assert code == 1
    assert str(clinics[0].pk) not in err
    assert run(one, "export", str(tmp_path / "3.zip"), "--clinic", str(clinics[2].pk))[0] == 0
    (row,) = rows(parts(tmp_path / "3.zip")["tables/clinics_clinic.jsonl"])
    assert row["id"] == str(clinics[2].pk)
    code, _, err = run(one, "export", str(tmp_path / "4.zip"), "--clinic", "East")
    assert "There is no clinic 'East'" in err


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_fails_at_the_very_end_leaves_nothing(
    run: Run, place: Place, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, file = place("sqlite"), place(kind), tmp_path / "clinic.zip"
    with opened(one):
        small_clinic()
    run(one, "export", str(file))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(importing, "sha256_of_earlier_trail", interrupted)
        assert run(other, "import", str(file))[0] == 130
    with opened(other):
        for model in (Clinic, Account, ImportedEvent, AuditEvent):
            assert not model.objects.exists()
    assert run(other, "import", str(file))[0] == 0


def test_an_export_that_fails_leaves_no_file(
    run: Run, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, file = place("sqlite"), tmp_path / "clinic.zip"
    with opened(one):
        small_clinic()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run(one, "export", str(file))
    assert code == 1
    assert "no space left on device" in err
    assert [each for each in tmp_path.iterdir() if "zip" in each.name] == []


@pytest.mark.skipif(os.name != "posix", reason="a process is killed by its signal")
def test_a_killed_import_is_whole_or_not_at_all(run: Run, place: Place, tmp_path: Path) -> None:
    one, other, file = place("sqlite"), place("sqlite"), tmp_path / "clinic.zip"
    with opened(one):
        clinic = small_clinic()
        for _ in range(6):
            Account.objects.bulk_create(
                Account(
                    clinic=clinic,
                    role="practitioner",
                    username=os.urandom(8).hex(),
                    name="n",
                    language="en",
                    made_at=clinic.made_at,
                )
                for _ in range(500)
            )
    run(one, "export", str(file))
    wal = Path(other["BACKCHECK_HOME"]) / "data/backcheck.sqlite3-wal"
    importer = subprocess.Popen(
        [sys.executable, "-m", "backcheck", "import", str(file)],
        env={**os.environ, **other},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    grown = lambda: wal.exists() and wal.stat().st_size > 100_000  # noqa: E731 it is committing
    while importer.poll() is None and not grown():
        time.sleep(0.002)
    importer.send_signal(signal.SIGKILL)
    importer.wait(10)
    with opened(other):
        found = (Clinic.objects.count(), Account.objects.count(), ImportedEvent.objects.count())
    assert found in ((0, 0, 0), (1, 3_002, 11))
    assert run(other, "import", str(file))[0] == found[0]  # 0: done; 1: it was there already
