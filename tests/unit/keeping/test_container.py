"""The file of a backup, and what closes its parts."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.web.keeping import container
from backcheck.web.keeping.closing import close, open_to
from backcheck.web.keeping.faults import BackupDamaged, KeepingFault, NotOpened, told
from backcheck.web.keeping.folders import whole_or_nothing, workplace
from backcheck.web.keeping.manifest import Content, Manifest, from_json, to_json
from backcheck.web.sealing.age import identity, recipient
from tests.support.keyrings import keyring

MANIFEST = Manifest(
    release="0.1.0",
    made_at=datetime(2026, 6, 1, 3, tzinfo=UTC),
    database="sqlite",
    migrations=("audit.0001_initial",),
    events=3,
    head="ab" * 32,
    keys=("00000000",),
    files={"trail.key": Content(65, "cd" * 32)},
)


def made(path: Path, *parts: bytes) -> Path:
    with path.open("w+b") as file:
        container.add(file, container.README, b"read me")
        for number, part in enumerate(parts):
            with container.adding(file, f"part{number}"):
                file.write(part)
        container.finish(file)
    return path


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 5000])
def test_parts_of_any_size_come_back(tmp_path: Path, size: int) -> None:
    file = made(tmp_path / "one", b"a" * size, b"b")
    container.prove(file)
    assert container.content(file, "part0") == b"a" * size
    assert container.content(file, "part1") == b"b"
    with pytest.raises(BackupDamaged, match="lacks part2"):
        container.content(file, "part2")


def test_every_single_flipped_bit_is_found(tmp_path: Path) -> None:
    file = made(tmp_path / "one", b"a" * 100)
    whole = bytearray(file.read_bytes())
    for at in range(len(whole)):
        whole[at] ^= 1 << at % 8
        file.write_bytes(whole)
        with pytest.raises(BackupDamaged):
            container.prove(file)
        whole[at] ^= 1 << at % 8


@settings(deadline=None)  # it waits for a disk
@given(st.binary(max_size=3000))
def test_other_files_are_none(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("other") / "one"
    file.write_bytes(data)
    with pytest.raises(BackupDamaged, match="is no backup"):
        container.prove(file)


def test_a_manifest_comes_back_and_another_is_refused() -> None:
    assert from_json(to_json(MANIFEST)) == MANIFEST
    for wrong in (b"", b"[]", b"{}", to_json(MANIFEST).replace(b'"events"', b'"event"')):
        with pytest.raises(BackupDamaged):
            from_json(wrong)
    with pytest.raises(BackupDamaged, match="newer release"):
        from_json(to_json(MANIFEST).replace(b'"form": 1', b'"form": 2'))


def test_what_is_closed_opens_with_its_key_alone_and_is_summed_up(tmp_path: Path) -> None:
    own, other = keyring("a").current_backup, keyring("b").current_backup
    closed, steps = io.BytesIO(), []
    sent = close(io.BytesIO(b"x" * 100_000), closed, [recipient(own)], steps.append)
    assert sum(steps) == sent.size_bytes == 100_000
    closed.seek(0)
    assert open_to(closed, tmp_path / "out", [identity(own)], lambda _: None) == sent
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    closed.seek(0)
    with pytest.raises(NotOpened, match="--paper"):
        open_to(closed, tmp_path / "out2", [identity(other)], lambda _: None)
    data = bytearray(closed.getvalue())
    data[-1] ^= 1
    with pytest.raises(BackupDamaged):
        open_to(io.BytesIO(data), tmp_path / "out3", [identity(own)], lambda _: None)


@pytest.mark.parametrize("fault", [OSError(28, "No space left"), KeyboardInterrupt(), SystemExit()])
def test_what_ends_it_is_what_is_heard(fault: BaseException) -> None:
    """A full disk or Ctrl-C in the middle comes out as itself."""

    def on(_: int) -> None:
        raise fault

    with pytest.raises(type(fault)):
        close(io.BytesIO(b"x"), io.BytesIO(), [recipient(keyring().current_backup)], on)


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "one"
    with pytest.raises(ZeroDivisionError), whole_or_nothing(target) as file:
        file.write(b"half")
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []
    with whole_or_nothing(target) as file:
        file.write(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    with pytest.raises(KeepingFault, match="left alone"), whole_or_nothing(target) as file:
        file.write(b"another")
    assert target.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [target]


def test_one_at_a_time_works_in_a_folder_and_it_is_empty_before_and_after(tmp_path: Path) -> None:
    (tmp_path / ".keeping").mkdir()
    (tmp_path / ".keeping/left").write_text("by a killed one")
    with workplace(tmp_path) as folder:
        assert list(folder.iterdir()) == []
        (folder / "mine").write_text("")
        with pytest.raises(KeepingFault, match="under way"), workplace(tmp_path):
            pass
        assert (folder / "mine").exists()
    assert list(folder.iterdir()) == []


def test_a_refusal_of_the_system_is_a_sentence() -> None:
    with (
        pytest.raises(KeepingFault, match=r"^It can't \(/x\): the disk is full\. Make room there"),
        told("It can't"),
    ):
        raise OSError(28, "No space left on device", "/x")
    with pytest.raises(KeepingFault, match="permission denied"), told("It can't"):
        raise OSError(13, "Permission denied")
