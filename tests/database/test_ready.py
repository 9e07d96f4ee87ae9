"""Getting an installation ready: made once, brought up to the release, and never half of either."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest
from django.core.management import call_command
from django.db import connection

from backcheck.web.audit.queries import end
from backcheck.web.commands.installation import BEFORE, ready
from backcheck.web.keeping.faults import KeepingFault
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.faults import KeyringMissing
from tests.support import postgres
from tests.support.databases import opened
from tests.support.keeping import EVENTS, configured, everything, seed

ROOT = Path(__file__).parents[2]
READY = """
import os, sys
from backcheck.web.configuration.reading import here
from backcheck.web.commands.installation import ready
sys.stdin.readline()
ready(here())
"""


@pytest.fixture
def fresh(
    request: pytest.FixtureRequest, environment: dict[str, str], tmp_path: Path
) -> dict[str, str]:
    """An installation of which there is nothing yet."""
    found = {"BACKCHECK_HOME": str(tmp_path / "fresh")}
    if "BACKCHECK_DATABASE" in environment:
        server = request.getfixturevalue("server")
        name = f"fresh{abs(hash(tmp_path))}"
        postgres.administer(server, f"CREATE DATABASE {name}")
        request.addfinalizer(
            lambda: postgres.administer(server, f"DROP DATABASE {name} WITH (FORCE)")
        )
        found["BACKCHECK_DATABASE"] = postgres.address(server, name)
    return found


def make_older(environment: dict[str, str]) -> None:
    """As the release before would have left it: the tables of ``keeping`` aren't there."""
    with opened(environment):
        call_command("migrate", "keeping", "zero", verbosity=0)


def is_current(environment: dict[str, str]) -> bool:
    with opened(environment):
        return "keeping_lease" in connection.introspection.table_names()


def made_ready(environment: dict[str, str]) -> None:
    with opened(environment):
        ready(configured(environment))


def started(environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", READY],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(*processes: subprocess.Popen[str]) -> list[tuple[int, str]]:
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=60)[1] for process in processes]
    return [(process.returncode, err) for process, err in zip(processes, errors, strict=True)]


def test_everything_is_made_once(fresh: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    configuration = configured(fresh)
    made_ready(fresh)
    assert is_current(fresh)
    for folder in (configuration.data, configuration.keys):
        assert folder.stat().st_mode & 0o777 == 0o700
    ring = keyring_file.read(configuration.keys / keyring_file.FILE)
    made_ready(fresh)
    assert keyring_file.read(configuration.keys / keyring_file.FILE) == ring
    assert capsys.readouterr() == ("", "")


def test_two_that_start_at_once_make_one_installation(fresh: dict[str, str]) -> None:
    assert ended(started(fresh), started(fresh), started(fresh)) == [(0, "")] * 3
    assert is_current(fresh)
    made_ready(fresh)


def test_keys_in_the_data_are_refused(fresh: dict[str, str]) -> None:
    keys = str(Path(fresh["BACKCHECK_HOME"]) / "data/keys")
    with opened(fresh), pytest.raises(KeepingFault, match="Set BACKCHECK_KEYS"):
        ready(configured(fresh, BACKCHECK_KEYS=keys))
    assert not Path(fresh["BACKCHECK_HOME"]).exists()


def test_a_lost_keyring_is_not_made_anew(environment: dict[str, str]) -> None:
    with pytest.raises(KeyringMissing, match="restore it with the recovery paper"):
        made_ready(environment)
    assert not configured(environment).keys.exists()


def test_a_newer_database_is_left_alone(environment: dict[str, str]) -> None:
    seed(environment)
    with opened(environment), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('later', '0001_initial', '2027-01-01')"
        )
    before = everything(environment)
    with pytest.raises(KeepingFault, match=r"later\.0001_initial isn't known to release"):
        made_ready(environment)
    assert everything(environment) == before


def test_an_older_database_is_backed_up_and_brought_up(
    environment: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    seed(environment)
    make_older(environment)
    made_ready(environment)
    (backup,) = configured(environment).backups.iterdir()
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"as it was before: {backup}" in told
    assert is_current(environment)
    assert not (configured(environment).data / BEFORE).exists()
    with opened(environment):
        assert end()[0] == EVENTS


def test_two_upgrades_at_once_are_one(environment: dict[str, str]) -> None:
    seed(environment)
    make_older(environment)
    told = ended(started(environment), started(environment))
    assert [code for code, _ in told] == [0, 0]
    assert sum(err.count("brought up") for _, err in told) == 1
    assert len(list(configured(environment).backups.iterdir())) == 1


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(environment: dict[str, str]) -> None:
    seed(environment)
    make_older(environment)
    before = everything(environment)

    def half(*_: object, **__: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE half_way (id integer)")
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM probe_diary")
        raise OSError(28, "No space left on device")

    with (
        mock.patch("backcheck.web.commands.installation._migrate", half),
        pytest.raises(KeepingFault, match="the disk is full"),
    ):
        made_ready(environment)
    after = everything(environment)
    if "BACKCHECK_DATABASE" not in environment:
        assert after == before
    made_ready(environment)
    assert is_current(environment)
    assert everything(environment)["probe_diary"] == before["probe_diary"]


def test_a_killed_upgrade_is_put_back_and_begun_again(environment: dict[str, str]) -> None:
    seed(environment)
    make_older(environment)
    before = everything(environment)
    killing = READY.replace(
        "sys.stdin.readline()",
        "import signal\n"
        "from backcheck.web.commands import installation\n"
        "def half():\n"
        "    from django.core.management import call_command\n"
        "    from django.db import connection\n"
        "    if connection.vendor == 'sqlite':\n"
        "        connection.cursor().execute('DELETE FROM probe_diary')\n"
        "    call_command('migrate', 'keeping', verbosity=0)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "installation._migrate = half\n",
    )
    killed = subprocess.run(
        [sys.executable, "-c", killing],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -9, killed.stderr
    ((code, told),) = ended(started(environment))
    assert code == 0, told
    if "BACKCHECK_DATABASE" not in environment:
        assert "An upgrade was interrupted: the database is as it was before." in told
        assert "brought up" in told
    after = everything(environment)
    for table in ("probe_person", "probe_diary", "audit_event"):
        assert after[table] == before[table]
    assert is_current(environment)


def test_nothing_is_upgraded_under_somebody_who_uses_it(environment: dict[str, str]) -> None:
    seed(environment)
    make_older(environment)
    data = configured(environment).data
    data.mkdir(exist_ok=True)
    other = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from backcheck.web.keeping import using\n"
            "using.use(Path(sys.argv[1])); print('ready', flush=True); sys.stdin.read()",
            str(data),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(KeepingFault, match="Stop that one"):
            made_ready(environment)
    finally:
        other.communicate()
    assert not is_current(environment)
    made_ready(environment)
    assert is_current(environment)


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = {"BACKCHECK_HOME": str(tmp_path / "file")}
    with opened(found), pytest.raises(KeepingFault, match="The data folder can't be used"):
        ready(configured(found))


def test_a_restore_that_did_not_end_is_no_clinic(environment: dict[str, str]) -> None:
    if "BACKCHECK_DATABASE" not in environment:
        pytest.skip("on SQLite nothing is under the name before it is whole")
    seed(environment)
    with opened(environment), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE backcheck_restoring ()")
    with pytest.raises(KeepingFault, match="didn't come to its end"):
        made_ready(environment)


def test_a_cache_in_the_database_gets_its_table(fresh: dict[str, str]) -> None:
    kept = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kept_cache"}
    from django.conf import settings  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    with override_settings(CACHES={**settings.CACHES, "kept": kept}):
        made_ready(fresh)
        made_ready(fresh)
    assert "kept_cache" in everything(fresh)
