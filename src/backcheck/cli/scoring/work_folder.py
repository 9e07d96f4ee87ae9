"""OUT.partial: the folder beside OUT that holds what is done, so that it can be gone on with."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from ..exits import BadInput

_OURS = re.compile(r"lock|spread\.json|joined|(bucket|part)-\d+|.+\.\d+\.new")


@dataclass(frozen=True, slots=True)
class Spread:
    """What became of IN: its courses, and of each bucket how many rows and courses it holds."""

    courses: int
    bucket_rows: tuple[int, ...]
    bucket_courses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WorkFolder:
    """Where things lie in the folder."""

    path: Path

    def bucket(self, number: int) -> Path:
        """The rows of a part's courses."""
        return self.path / f"bucket-{number:06}"

    def part(self, number: int) -> Path:
        """The answers of a part's courses; there only when it is whole."""
        return self.path / f"part-{number:06}"

    @property
    def joined(self) -> Path:
        """All parts, until it is renamed to OUT."""
        return self.path / "joined"

    def remember(self, fingerprint: Mapping[str, object], spread: Spread) -> None:
        """Write down that reading and checking are done.

        Raises:
            OSError: it can't be written.
        """
        told = {"of": dict(fingerprint), "spread": asdict(spread)}
        with written_whole(self.path / "spread.json") as new:
            new.write_text(json.dumps(told), encoding="utf-8")

    def remembered(self) -> tuple[Mapping[str, object], Spread] | None:
        """What ``remember`` wrote; None when an earlier run did not come so far."""
        try:
            told = json.loads((self.path / "spread.json").read_text(encoding="utf-8"))
            spread = told["spread"]
            rows, courses = tuple(spread["bucket_rows"]), tuple(spread["bucket_courses"])
            return told["of"], Spread(spread["courses"], rows, courses)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def used(self) -> bool:
        """Whether an earlier run left anything."""
        return any(entry.name != "lock" for entry in self.path.iterdir())

    def clear(self) -> None:
        """Remove what earlier runs left, and nothing that is not ours."""
        for entry in self.path.iterdir():
            if entry.name != "lock" and _OURS.fullmatch(entry.name):
                entry.unlink()

    def remove(self) -> None:
        """Remove the folder and all of it; it may be gone already."""
        if not self.path.exists():
            return
        self.clear()
        (self.path / "lock").unlink(missing_ok=True)
        with suppress(OSError):  # somebody has put something into it
            self.path.rmdir()


@contextmanager
def work_folder(out: Path) -> Iterator[WorkFolder]:
    """The folder of OUT, made if need be, for this run alone.

    Raises:
        BadInput: it holds somebody else's files or is one, or another run is at work in it.
        OSError: it can't be made.
    """
    path = out.with_name(out.name + ".partial")
    if path.exists() and not path.is_dir():
        raise BadInput(
            f"{path}: is a file, and score needs a folder of this name for what is done; move it "
            "away or rename OUT"
        )
    path.mkdir(mode=0o700, exist_ok=True)  # it holds what IN holds, for its owner alone
    foreign = sorted(e.name for e in path.iterdir() if not _OURS.fullmatch(e.name))
    if foreign:
        raise BadInput(
            f"{path}: holds {foreign[0]}, which is not of score; move it away or rename OUT"
        )
    with (path / "lock").open("w") as lock:
        _lock(lock.fileno(), path)
        folder = WorkFolder(path)
        try:
            yield folder
        finally:
            if path.exists() and not folder.used():
                folder.remove()


def _lock(descriptor: int, path: Path) -> None:
    """The system lets go of it when the process ends, however it ends."""
    try:
        import fcntl  # noqa: PLC0415 not every system has it
    except ImportError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BadInput(f"{path}: another score is writing OUT; wait until it is done") from error


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path to write to, renamed to ``path`` once all of it is on the disk; never half of it."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        yield new
        with new.open("rb") as file:
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
