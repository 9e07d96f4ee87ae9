"""The key of the sessions is shared, private, and made once."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backcheck.web.sealing.faults import KeyringDamaged, KeyringLoose
from backcheck.web.sealing.session_key import FILE, make_session_key, session_key


def test_it_is_made_once_and_stays(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    make_session_key(folder)
    first = session_key(folder)
    make_session_key(folder)
    assert session_key(folder) == first
    assert len(first) == 64
    if os.name == "posix":
        assert (folder / FILE).stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o777 == 0o700


def test_all_who_begin_at_once_share_one(tmp_path: Path) -> None:
    def begin(_: int) -> str:
        make_session_key(tmp_path / "keys")
        return session_key(tmp_path / "keys")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(begin, range(32)))) == 1


def test_reading_writes_nothing(tmp_path: Path) -> None:
    assert session_key(tmp_path / "keys") != session_key(tmp_path / "keys")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_one_that_others_can_read_is_refused(tmp_path: Path) -> None:
    make_session_key(tmp_path / "keys")
    (tmp_path / "keys" / FILE).chmod(0o640)
    for use in (session_key, make_session_key):
        with pytest.raises(KeyringLoose, match="chmod 600"):
            use(tmp_path / "keys")


@pytest.mark.parametrize("content", [b"", b"\n", b"short\n", b"\xff" * 64])
def test_what_is_no_key_signs_nothing(tmp_path: Path, content: bytes) -> None:
    make_session_key(tmp_path / "keys")
    (tmp_path / "keys" / FILE).write_bytes(content)
    for use in (session_key, make_session_key):
        with pytest.raises(KeyringDamaged, match="Remove it"):
            use(tmp_path / "keys")
