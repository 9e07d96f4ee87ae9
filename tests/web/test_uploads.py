"""Whatever is sent, the page answers in words and keeps nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

Send = Callable[..., Any]
BOUNDARY = "multipart/form-data; boundary=x"


def test_a_form_without_a_file_says_what_is_missing(client: Client) -> None:
    response = client.post("/check/")
    assert response.status_code == 422
    assert "Choose a course file first." in response.text


def test_an_empty_file_is_told_as_such(send: Send) -> None:
    response = send(b"")
    assert response.status_code == 422
    assert "the file is empty" in response.text


@pytest.mark.parametrize(
    "data", [b"\0", b"\0" * 999, b"\xff\xfea\0", b"course,at,event,name,value\0"]
)
def test_a_file_that_is_no_text_is_told_as_such(send: Send, data: bytes) -> None:
    response = send(data)
    assert response.status_code == 422
    assert "to correct in the file" in response.text


def test_a_file_over_the_limit_is_refused_with_both_sizes(send: Send) -> None:
    response = send(b"a" * (settings.COURSE_FILE_LIMIT_BYTES + 1_000_000))
    assert response.status_code == 422
    assert "5.7\N{NO-BREAK SPACE}MB" in response.text
    assert "4.8\N{NO-BREAK SPACE}MB" in response.text
    assert "start.py check FILE" in response.text


def test_a_file_at_the_limit_is_read_whole(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    row = b"course,at,event,name,value\nA1,1,visit,,\n"
    monkeypatch.setattr(settings, "COURSE_FILE_LIMIT_BYTES", len(row))
    assert send(row).status_code == 200
    assert send(row + b" ").status_code == 422


def test_nothing_is_written_to_the_disk(
    send: Send, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a temporary file was asked for")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    assert send(b"a" * 4_000_000).status_code == 422


@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@effort(deadline=None, max_examples=60)
def test_no_bytes_are_our_fault(data: bytes) -> None:
    browser = Client(SERVER_NAME="localhost")
    for content in (data, b"course,at,event,name,value\n" + data):
        response = browser.post("/check/", {"file": SimpleUploadedFile("a.csv", content)})
        assert response.status_code in (200, 422)


@given(body=st.binary(max_size=200))
@effort(deadline=None, max_examples=60)
def test_no_broken_form_is_our_fault(body: bytes) -> None:
    browser = Client(SERVER_NAME="localhost")
    inside = b'--x\r\nContent-Disposition: form-data; name="file"; filename="' + body
    for content in (body, inside, inside + b'"\r\n\r\n\r\n--x--'):
        assert browser.post("/check/", content, content_type=BOUNDARY).status_code in (
            200,
            400,
            422,
        )
