"""Two clinics, each in its language, served by this process, with a session for each role."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

import tests.support.pages  # noqa: F401 Django is set up
from backcheck.web.clinics.roles import Role
from tests.support.databases import opened
from tests.support.letters_kept import keep_letter
from tests.support.patients import make_patient
from tests.support.screenings import DOCTOR_FIRST, EMERGENCY, asked
from tests.support.team import Team, make_team, signed_in
from tests.support.ways import clinic_way


@dataclass(frozen=True)
class ServedClinic:
    """Where it is, without the last slash; by language a patient, and the session of each role."""

    address: str
    patients: dict[str, str]
    sessions: dict[tuple[Role, str], str]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 its name there
        pass


@contextlib.contextmanager
def clinic_server(home: Path) -> Iterator[ServedClinic]:
    """Serve a new clinic from a folder, on SQLite."""
    (home / "data").mkdir(parents=True)
    with opened({"BACKCHECK_HOME": str(home)}), clinic_way(home / "keys"):
        with ThreadPoolExecutor(1) as apart:  # a browser's event loop may run in this thread
            patients, sessions = apart.submit(_seeded).result()
        server = make_server("localhost", 0, WSGIHandler(), _Server, _Quiet)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield ServedClinic(f"http://localhost:{server.server_port}", patients, sessions)
        finally:
            server.shutdown()
            server.server_close()


def _seeded() -> tuple[dict[str, str], dict[tuple[Role, str], str]]:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    sessions, teams = {}, {"en": make_team("Riverside"), "he": make_team("גדת הנהר")}
    for language, team in teams.items():
        for role, person in team.people.items():
            person.language = language
            person.save()
            cookies = signed_in(person, again=True).cookies
            sessions[role, language] = cookies["backcheck_session"].value
    patients = {language: _happened(team) for language, team in teams.items()}
    connections.close_all()
    return patients, sessions


def _happened(team: Team) -> str:
    """A patient, a letter about them that is overdue, and a day of work on their record."""
    known = make_patient(team)
    asked(team, known, EMERGENCY | DOCTOR_FIRST)
    keep_letter(team, known, timezone.localdate() - timedelta(days=1))
    for role in (Role.FRONT_DESK, Role.PRACTITIONER, Role.PRACTITIONER, Role.OWNER):
        for part in ("", "note/", "erase/"):
            signed_in(team.people[role], again=True).get(f"/patients/{known.id}/{part}")
    return str(known.id)
