"""Installations on either database, clinics in them, and exports taken apart."""

from __future__ import annotations

import itertools
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Person, Verb
from backcheck.web.clinics.models import Account, Clinic
from backcheck.web.clinics.roles import Role
from backcheck.web.configuration.reading import read
from backcheck.web.keeping.exchange.exporting import exported
from backcheck.web.keeping.exchange.importing import Taken, take
from backcheck.web.sealing import keyring_file
from tests.support import postgres
from tests.support.databases import opened

_NUMBERS = itertools.count(1)
Place = Callable[[str], dict[str, str]]
Parts = dict[str, bytes]
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
MANIFEST = "manifest.json"


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Makes an empty installation on a database of a kind; its settings."""
    made: list[str] = []

    def new(kind: str) -> dict[str, str]:
        home = tmp_path / f"home{next(_NUMBERS)}"
        environment = {"BACKCHECK_HOME": str(home)}
        if kind == "sqlite":
            shutil.copytree(request.getfixturevalue("sqlite_pattern"), home / "data")
        else:
            server, pattern = (
                request.getfixturevalue("server"),
                request.getfixturevalue("postgresql_pattern"),
            )
            made.append(f"exchange{next(_NUMBERS)}")
            postgres.administer(server, f"CREATE DATABASE {made[-1]} TEMPLATE {pattern}")
            environment["BACKCHECK_DATABASE"] = postgres.address(server, made[-1])
        keys = read(environment, None).keys
        keyring_file.opened(keys / keyring_file.FILE, date(2026, 6, 1))
        return environment

    yield new
    for name in made:
        server = request.getfixturevalue("server")
        postgres.administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def small_clinic(name: str = "צפון") -> Clinic:
    """A clinic with an owner, somebody who left, and a trail, in the open database."""
    clinic = Clinic.objects.create(name=name, made_at=timezone.now())
    for role, is_active in ((Role.OWNER, True), (Role.PRACTITIONER, False)):
        account = Account(
            clinic=clinic,
            role=role.value,
            username=f"{role.value}.{clinic.pk.hex[:6]}",
            name='=HYPERLINK("x")\u2028דנה',
            language="he",
            is_active=is_active,
            made_at=timezone.now(),
            password="a hash of a password",
        )
        account.save()
        by = Person(str(account.pk), account.name.replace("\u2028", " "))
        for number in range(5):
            what = Item("patient", f"p{number}")
            record(verb=Verb.READ, what=what, clinic=clinic.pk, details={"n": number}, by=by)
    return clinic


def give(environment: Mapping[str, str], clinic: UUID, file: Path) -> Parts:
    """Export a clinic of an installation into a file; its parts."""
    with opened(environment):
        file.write_bytes(b"".join(exported(clinic, AT)))
    return parts(file)


def take_in(environment: Mapping[str, str], file: Path) -> Taken:
    """Import a file into an installation."""
    with opened(environment):
        return take(file)


def parts(file: Path) -> Parts:
    """Every file in a ZIP."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data: bytes) -> list[dict[str, Any]]:
    """The rows of a part."""
    return [json.loads(each) for each in data.split(b"\n")[:-1]]


def written(rows: list[dict[str, Any]]) -> bytes:
    """Rows as any other program might write them."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def packed(file: Path, changed: Parts) -> Path:
    """The parts as a file again, with a manifest that fits them."""
    manifest = json.loads(changed[MANIFEST])
    for name, said in manifest["files"].items():
        if name in changed:
            rows = None if said["rows"] is None else changed[name].count(b"\n")
            size, code = len(changed[name]), sha256(changed[name]).hexdigest()
            manifest["files"][name] = {"rows": rows, "bytes": size, "sha256": code}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**changed, MANIFEST: json.dumps(manifest).encode()}.items():
            archive.writestr(name, data)
    return file
