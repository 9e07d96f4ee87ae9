"""``score`` stopped, killed, short of room: nothing is lost, and it goes on where it was."""

from __future__ import annotations

import os
import resource
import signal
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from backcheck.cli import exits
from backcheck.cli.scoring import many, spreading
from tests.support.processes import assert_all_end, first_worker, workers
from tests.support.score import process, told
from tests.system.test_check import HEADER

PARTS = 5  # more than one worker does before it is noticed that one part is done
_EVENTS = [(9, "rating,pain,4"), (1, "pain_since,,acute")]  # quickly answered


@pytest.fixture(scope="module")
def many_courses(tmp_path_factory) -> Path:
    """Some parts' worth of courses, their rows as far apart as can be."""
    names = [f"C{number}" for number in range(PARTS * spreading.COURSES_OF_A_PART)]
    rows = [f"{name},{day},{event}" for day, event in _EVENTS for name in names]
    path = tmp_path_factory.mktemp("many") / "in.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n")
    return path


@pytest.fixture(scope="module")
def whole(many_courses) -> bytes:
    """What a run writes that was not stopped."""
    out = many_courses.with_name("whole.parquet")
    assert told(process(many_courses, out))[0] == exits.DONE
    return out.read_bytes()


def _stopped_between_parts(source: Path, out: Path, how: signal.Signals) -> tuple[int, str]:
    """Run until at least one part is done, then stop it: Ctrl-C reaches every process of a
    terminal, the killer only one."""
    running = process(source, out, "--jobs", "1", start_new_session=True)
    folder = out.with_name(out.name + ".partial")
    for _ in range(6000):
        if any("new" not in path.name for path in folder.glob("part-*")):
            break
        assert running.poll() is None, "it was done before it could be stopped"
        time.sleep(0.005)
    known = workers(running.pid)
    if how == signal.SIGINT:
        os.killpg(running.pid, how)
    else:
        running.send_signal(how)
    ended = told(running)
    assert_all_end(known)
    return ended


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_stopped_is_gone_on_with(many_courses, whole, tmp_path, how):
    out = tmp_path / "out.parquet"
    code, err = _stopped_between_parts(many_courses, out, how)
    assert code == (-signal.SIGKILL if how == signal.SIGKILL else 130)
    assert "Traceback" not in err
    assert not out.exists()
    folder = tmp_path / "out.parquet.partial"
    kept = [path for path in folder.glob("part-*") if not path.suffix]
    assert 1 <= len(kept) < PARTS
    code, err = told(process(many_courses, out))
    assert code == exits.DONE
    assert f"resuming: {len(kept)} of {PARTS} parts are done" in err
    assert out.read_bytes() == whole
    assert not folder.exists()


def test_whole_parts_are_not_computed_again_and_a_changed_input_starts_afresh(
    score, tmp_path, monkeypatch, parts_of_one
):
    text = HEADER + "".join(f"C{number},1,visit,,\n" for number in range(3))
    join = many._join

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(many, "_join", interrupted)
    assert score(text, "--jobs", "1")[0] == 130
    folder = tmp_path / "out.parquet.partial"
    (folder / "part-000001").unlink()
    before = (folder / "part-000000").stat().st_mtime_ns
    code, _, err = score(text, "--jobs", "1")
    assert (code, "resuming: 2 of 3 parts are done" in err) == (130, True)
    assert (folder / "part-000000").stat().st_mtime_ns == before
    monkeypatch.setattr(many, "_join", join)
    code, _, err = score(text.replace("C1", "D1"), "--jobs", "1")
    assert code == exits.DONE
    assert "has changed since the interrupted run: starting afresh" in err
    assert pq.read_table(tmp_path / "out.parquet")["course"].to_pylist() == ["C0", "D1", "C2"]


@pytest.mark.usefixtures("parts_of_one")
@pytest.mark.parametrize("what", ["another engine", "a half-read run", "a damaged bucket"])
def test_what_an_earlier_run_left_is_used_only_when_it_fits(score, tmp_path, monkeypatch, what):
    text = HEADER + "".join(f"C{number},1,visit,,\n" for number in range(3))
    monkeypatch.setattr(many, "_score", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert score(text)[0] == 130
    monkeypatch.undo()
    monkeypatch.setattr(spreading, "COURSES_OF_A_PART", 1)
    monkeypatch.setattr(many, "COURSES_OF_A_PART", 1)
    folder = tmp_path / "out.parquet.partial"
    if what == "another engine":
        monkeypatch.setattr(many, "ENGINE", "backcheck 9, model 2")
    elif what == "a half-read run":
        (folder / "spread.json").unlink()
    else:
        (folder / "bucket-000002").write_bytes(b"")
    code, _, err = score(text, "--jobs", "1")
    if what == "a damaged bucket":
        assert code == exits.BAD_INPUT
        assert "bucket-000002 holds 0 rows of 1; remove this folder and run again" in err
    else:
        assert code == exits.DONE
        assert "starting afresh" in err
        assert pq.read_table(tmp_path / "out.parquet").num_rows == 3


def test_a_full_disk_is_told_and_nothing_is_lost(many_courses, tmp_path):
    out = tmp_path / "out.csv"

    def full_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))

    code, err = told(process(many_courses, out, preexec_fn=full_disk))
    assert code == exits.BAD_INPUT
    assert "out.csv: can't be written" in err
    assert "is kept in" in err
    assert "Traceback" not in err
    assert not out.exists()
    code, err = told(process(many_courses, out))
    assert (code, f"resuming: {PARTS} of {PARTS} parts are done" in err) == (exits.DONE, True)


def test_a_worker_that_is_killed_is_told(many_courses, tmp_path):
    running = process(many_courses, tmp_path / "out.csv", "--jobs", "2")
    os.kill(first_worker(running), signal.SIGKILL)
    code, err = told(running)
    assert code == exits.BAD_INPUT
    assert "a worker was ended from outside" in err
    assert "Traceback" not in err
