"""The key is made once, is its owner's alone, and is never made again over a trail."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backcheck.web.audit.keys import FILE, KeyTrouble, make_trail_key, trail_key

posix = pytest.mark.skipif(os.name != "posix", reason="permissions as Unix has them")


def test_a_key_is_made_once_and_stays(tmp_path: Path) -> None:
    keys = tmp_path / "deep/keys"
    made = make_trail_key(keys)
    assert len(made) == 32
    assert make_trail_key(keys) == trail_key(keys) == made
    assert [path.name for path in keys.iterdir()] == [FILE]
    assert make_trail_key(tmp_path / "other") != made


def test_many_who_come_at_once_get_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: make_trail_key(tmp_path / "keys"), range(32)))
    assert len(found) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [FILE]


@posix
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    make_trail_key(tmp_path / "keys")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / FILE).stat().st_mode) == 0o600
    (tmp_path / "keys" / FILE).chmod(0o640)
    with pytest.raises(KeyTrouble, match="chmod 600"):
        trail_key(tmp_path / "keys")


def test_a_key_that_is_gone_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(KeyTrouble, match="put back the copy"):
        trail_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "00" * 31, "xx" * 32, "é" * 64])
def test_what_is_no_key_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / FILE
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(KeyTrouble, match="key of the trail"):
        make_trail_key(tmp_path)
    assert file.read_text(encoding="utf-8") == text


def test_a_place_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KeyTrouble, match="can't be written"):
        make_trail_key(tmp_path / "file")
