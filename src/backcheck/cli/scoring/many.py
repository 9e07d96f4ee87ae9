"""The whole way from IN to OUT: read, check, score, join; gone on with where it was interrupted."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from backcheck.interchange.score_table import SCHEMA
from backcheck.processes import Each, WorkerEnded, workers
from backcheck.verdict.assessment import ENGINE

from ..exits import BadInput
from ..progress import counting
from .input import one_line, read_checked, reading
from .joining import write_csv, write_parquet
from .source import content_hash
from .spreading import COURSES_OF_A_PART
from .work import Damaged, ToScore, read_part, score_bucket
from .work_folder import Spread, WorkFolder, work_folder, written_whole

_LAYOUT = 1  # of the work folder; what another layout left is not gone on with


def score_file(source: Path, out: Path, jobs: int) -> int:
    """Score every course of ``source`` into ``out``, which appears whole or not at all.

    Returns:
        how many courses there were.

    Raises:
        BadInput: IN can't be read or has faults, all of which are told; or OUT can't be written.
    """
    with _told(source, out), work_folder(out) as folder, workers(jobs) as each:
        fingerprint = _fingerprint(source)
        found = _gone_on_with(folder, fingerprint)
        if found is None:
            folder.clear()
            found = read_checked(source, folder, each)
            folder.remember(fingerprint, found)
        _score(found, folder, each)
        _join(found, folder, out)
        folder.remove()
    return found.courses


@contextmanager
def _told(source: Path, out: Path) -> Iterator[None]:
    """Whatever goes wrong outside the program, as a message that says what to do."""
    partial = f"{out}.partial"
    try:
        yield
    except OSError as error:
        why = error.strerror or one_line(error)
        raise BadInput(
            f"{out}: can't be written ({why}); what is done is kept in {partial}: make room or "
            "mend the folder, then run the same command again"
        ) from error
    except Damaged as error:
        raise BadInput(f"{partial}: {error}; remove this folder and run again") from error
    except WorkerEnded as error:
        raise BadInput(
            f"{source}: {error}; what is done is kept in {partial}: run the same command again, "
            "perhaps with --jobs 1"
        ) from error


def _fingerprint(source: Path) -> dict[str, object]:
    """What the answers depend on: every byte of IN, how it is read, and what answers."""
    with reading(source):
        return {
            "content": content_hash(source),
            "ending": source.suffix.lower(),
            "engine": ENGINE,
            "columns": SCHEMA.to_string(),
            "layout": [_LAYOUT, COURSES_OF_A_PART],
        }


def _gone_on_with(folder: WorkFolder, fingerprint: Mapping[str, object]) -> Spread | None:
    """What an interrupted run of the same input left, unless it can't be used."""
    remembered = folder.remembered()
    if remembered is None:
        if folder.used():
            _say("the interrupted run had not read everything: starting afresh")
        return None
    of, found = remembered
    if of != fingerprint:
        _say("the input or the engine has changed since the interrupted run: starting afresh")
        return None
    parts = len(found.bucket_rows)
    done = sum(folder.part(number).exists() for number in range(parts))
    _say(f"resuming: {done} of {parts} parts are done")
    return found


def _score(found: Spread, folder: WorkFolder, each: Each) -> None:
    sizes = list(enumerate(zip(found.bucket_rows, found.bucket_courses, strict=True)))
    left = [
        ToScore(folder.bucket(number), rows, courses, folder.part(number))
        for number, (rows, courses) in sizes
        if not folder.part(number).exists()
    ]
    done = found.courses - sum(task.courses for task in left)
    with counting("scoring courses", found.courses, done) as advance:
        for courses in each(score_bucket, left):
            advance(courses)


def _join(found: Spread, folder: WorkFolder, out: Path) -> None:
    parts = (
        read_part(folder.part(number), courses)
        for number, courses in enumerate(found.bucket_courses)
    )
    write = write_csv if out.suffix.lower() == ".csv" else write_parquet
    with written_whole(folder.joined) as new:
        write(parts, new)
    folder.joined.replace(out)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
