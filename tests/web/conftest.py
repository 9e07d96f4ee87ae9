"""Django without a database, a clinic, a browser that keeps its cookies, and files to send."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

import tests.support.pages  # noqa: F401 Django is set up

HEADER = "course,at,event,name,value"


@pytest.fixture
def client() -> Client:
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def send(client: Client) -> Callable[..., Any]:
    """Post a file: bytes as they are, or rows under the usual header."""

    def post(*rows: str | bytes, name: str = "course.csv", **fields: str) -> Any:
        if len(rows) == 1 and isinstance(rows[0], bytes):
            data = rows[0]
        else:
            data = "\n".join([HEADER, *map(str, rows)]).encode()
        upload = SimpleUploadedFile(name, data, "text/csv")
        return client.post("/check/", {"file": upload, **fields})

    return post


@pytest.fixture
def no_clinic() -> Iterator[None]:
    with override_settings(CLINIC_FOLDER=None):
        yield
