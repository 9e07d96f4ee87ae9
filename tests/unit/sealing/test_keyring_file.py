"""The keyring's file: who may read it, what is refused, and what a crash leaves behind."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from backcheck.web.sealing import keyring_file, passphrase, private_file
from backcheck.web.sealing.faults import (
    KeyringDamaged,
    KeyringExists,
    KeyringLocked,
    KeyringLoose,
    KeyringMissing,
    WeakPassphrase,
    WrongPassphrase,
)
from backcheck.web.sealing.keyring_file import change, opened, read, restore, to_bytes
from backcheck.web.sealing.keys import new_keyring, rotated
from tests.support.keyrings import MADE_ON, keyring

LATER = date(2027, 1, 1)
WORDS = "forty grey herons asleep"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "keyring.json"


@pytest.fixture
def cheap(monkeypatch):
    """A passphrase that costs no time."""
    cost = passphrase.Cost(memory_kib=64, passes=1, lanes=1)
    monkeypatch.setattr(passphrase.wrapped, "__defaults__", (cost,))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_use_makes_it_and_the_second_finds_it(path):
    first = opened(path, MADE_ON)
    assert first.current.made_on == MADE_ON
    assert opened(path, LATER) == first == read(path)


def test_only_its_owner_can_open_it_whatever_the_umask(path):
    before = os.umask(0)
    try:
        opened(path, MADE_ON)
    finally:
        os.umask(before)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert [p.name for p in path.parent.iterdir()] == ["keyring.json"]


@pytest.mark.parametrize("loose", [0o640, 0o604, 0o602, 0o660])
def test_a_file_others_can_open_is_refused(path, loose):
    opened(path, MADE_ON)
    path.chmod(loose)
    with pytest.raises(KeyringLoose, match="chmod 600"):
        read(path)


@pytest.mark.parametrize("loose", [0o750, 0o701, 0o777])
def test_a_folder_others_can_enter_is_refused(path, loose):
    opened(path, MADE_ON)
    path.parent.chmod(loose)
    for use in (read, lambda p: opened(p, MADE_ON), lambda p: change(p, lambda ring: ring)):
        with pytest.raises(KeyringLoose, match="chmod 700"):
            use(path)


def test_a_link_and_a_folder_are_no_keyring(path):
    opened(path, MADE_ON)
    link = path.with_name("link.json")
    link.symlink_to(path)
    with pytest.raises(KeyringLoose, match="is a link"):
        read(link)
    (path.parent / "folder").mkdir(mode=0o700)
    with pytest.raises(KeyringLoose):
        read(path.parent / "folder")
    os.mkfifo(path.parent / "pipe", 0o600)
    with pytest.raises(KeyringLoose):
        read(path.parent / "pipe")


def test_somebody_elses_file_is_refused(path, monkeypatch):
    opened(path, MADE_ON)
    owner = path.stat().st_uid
    monkeypatch.setattr(private_file.os, "geteuid", lambda: owner + 1)
    with pytest.raises(KeyringLoose, match="another user"):
        read(path)


def test_a_missing_one_is_not_quietly_made_by_reading(path):
    for use in (read, lambda p: change(p, lambda ring: ring)):
        with pytest.raises(KeyringMissing, match="recovery paper"):
            use(path)
    assert not path.exists()


def test_a_cut_file_is_refused_at_every_length_and_left_alone(path):
    opened(path, MADE_ON)
    whole = path.read_bytes()
    for length in range(len(whole) - 1):  # the last byte is the end of the line
        path.write_bytes(whole[:length])
        with pytest.raises(KeyringDamaged, match="damaged"):
            opened(path, MADE_ON)
        assert path.stat().st_size == length


def test_a_flipped_bit_is_refused_or_changes_nothing(path):
    ring = opened(path, MADE_ON)
    whole = path.read_bytes()
    refused = 0
    for bit in range(0, len(whole) * 8, 5):  # every byte is met, and in turn each of its bits
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        try:
            assert read(path) == ring  # white space between the parts
        except KeyringDamaged:
            refused += 1
    assert refused > 0.8 * len(whole) * 8 / 5


@pytest.mark.parametrize("text", [b"", b"\0" * 900, b"[]", b"[" * 100_000, b'{"format": 1}'])
def test_something_else_is_refused(path, text):
    opened(path, MADE_ON)
    path.write_bytes(text)
    with pytest.raises(KeyringDamaged):
        read(path)


def test_a_change_keeps_every_key(path):
    first = opened(path, MADE_ON)
    after = change(path, lambda ring: rotated(ring, LATER))
    assert read(path) == after
    assert after.sealing[0] == first.current
    assert mode(path) == 0o600
    with pytest.raises(ValueError, match="keeps every key"):
        change(path, lambda ring: new_keyring(LATER))
    assert read(path) == after


def test_restoring_never_covers_a_keyring(path):
    opened(path, MADE_ON)
    with pytest.raises(KeyringExists, match="Move it away"):
        restore(path, keyring())
    path.unlink()
    restore(path, keyring())
    assert read(path) == keyring()


@pytest.mark.usefixtures("cheap")
def test_a_passphrase_wraps_it(path):
    ring = opened(path, MADE_ON, WORDS)
    assert read(path, WORDS) == ring
    for key in (*ring.sealing, *ring.indexing):
        assert key.id.encode() not in path.read_bytes()
    with pytest.raises(KeyringLocked):
        read(path)
    with pytest.raises(WrongPassphrase, match="Type it again"):
        read(path, WORDS + " ")
    change(path, lambda ring: rotated(ring, LATER), WORDS)
    assert len(read(path, WORDS).sealing) == 2
    with pytest.raises(WeakPassphrase, match="12"):
        restore(path.with_name("other"), ring, "short")
    assert not path.with_name("other").exists()


@pytest.mark.usefixtures("cheap")
def test_a_passphrase_typed_in_another_unicode_form_is_the_same():
    data = to_bytes(keyring(), "caf\u00e9 au lait שׁלום")
    assert keyring_file.from_bytes(data, "cafe\u0301 au lait ש\u05c1לום") == keyring()


def test_the_cost_is_kept_in_the_file_and_bounded():
    entry = passphrase.wrapped(b"x", WORDS)
    assert (entry["memory_kib"], entry["passes"], entry["lanes"]) == (65536, 3, 4)
    assert passphrase.unwrapped(entry, WORDS) == b"x"
    with pytest.raises(WrongPassphrase):
        passphrase.unwrapped({**entry, "passes": 2}, WORDS)
    with pytest.raises(passphrase.NotWhole):
        passphrase.unwrapped({**entry, "memory_kib": 2**30}, WORDS)


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer(
    path, monkeypatch
):
    opened(path, MADE_ON)
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(descriptor):
        fsync(descriptor)
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        steps.append(f"fsync {kind} of {os.fstat(descriptor).st_size > 0}")

    def watched_replace(self, target):
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(private_file.os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    change(path, lambda ring: rotated(ring, LATER))
    assert steps == ["fsync file of True", "rename", "fsync folder of True"]


@pytest.mark.parametrize("step", ["fsync", "rename"])
def test_a_full_disk_leaves_the_old_one_and_nothing_else(path, monkeypatch, step):
    ring = opened(path, MADE_ON)

    def full(*_):
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr(private_file.os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        change(path, lambda ring: rotated(ring, LATER))
    monkeypatch.undo()
    assert read(path) == ring
    assert [p.name for p in path.parent.iterdir()] == ["keyring.json"]


ROTATE_FOR_EVER = """
import sys
from datetime import date
from pathlib import Path
from backcheck.web.sealing.keyring_file import change
from backcheck.web.sealing.keys import rotated
while True:
    ring = change(Path(sys.argv[1]), lambda ring: rotated(ring, date(2027, 1, 1)))
    print(ring.current.id, flush=True)
"""


def test_killed_at_any_moment_no_key_that_was_acknowledged_is_lost(path):
    opened(path, MADE_ON)
    moments = random.Random(5)
    for _ in range(4):
        command = [sys.executable, "-c", ROTATE_FOR_EVER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            said = [running.stdout.readline()]
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(moments.uniform(0, 0.05))
            running.send_signal(signal.SIGKILL)
            said += running.stdout.readlines()
        told = {line.strip() for line in said if line.endswith("\n")}
        assert told
        assert told <= read(path).ids
    change(path, lambda ring: rotated(ring, LATER))
    assert [p.name for p in path.parent.iterdir()] == ["keyring.json"]


def test_a_writer_waits_for_the_one_before(path):
    opened(path, MADE_ON)
    once = ROTATE_FOR_EVER.replace("while True:", "for _ in range(1):")
    command = [sys.executable, "-c", once, str(path)]
    with private_file.lock(path.parent):
        waiting = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(1.5)  # it needs about a third of a second when nobody is before it
    assert {waiting.communicate()[0].strip()} < read(path).ids


def test_two_who_rotate_at_once_both_keep_their_key(path):
    opened(path, MADE_ON)
    once = ROTATE_FOR_EVER.replace("while True:", "for _ in range(10):")
    command = [sys.executable, "-c", once, str(path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = {key for running in both for key in running.communicate()[0].split()}
    assert len(told) == 20
    assert told <= read(path).ids
