"""A clinic as the bytes of one ZIP, made as they are asked for, in flat memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from backcheck import __version__
from backcheck.web.audit.exported import COLUMNS
from backcheck.web.audit.queries import end
from backcheck.web.clinics.queries import clinic_named

from .everything import GIVEN
from .form import EARLIER, MANIFEST, README, SCHEMA, TRAIL, TRAIL_CSV, file_of
from .manifest import Manifest, Measured, Part
from .readme import readme
from .rows import Row, earlier_trail_of, rows_of, trail_of
from .schema import schema
from .snapshot import snapshot
from .values import line, shown

_CHUNK_BYTES = 2**16
_RUNS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would compute


class _Sink(io.RawIOBase):
    """Where the ZIP is written: what came is taken away by whoever sends it on."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self.size = 0

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._parts.append(part)
        self.size += len(part)
        return len(part)

    def take(self) -> bytes:
        """What came since it was last asked."""
        found, self._parts, self.size = b"".join(self._parts), [], 0
        return found


def exported(clinic: UUID, made_at: datetime) -> Iterator[bytes]:
    """The bytes of the file, as the clinic was when the first of them was asked for.

    To be asked for in one thread, and closed when the rest isn't wanted.

    Args:
        clinic: is there.
        made_at: written in the manifest.
    """
    sink = _Sink()
    with snapshot(), ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        files: dict[str, Part] = {}
        for name, lines, has_rows in _files(clinic):
            went = Measured()
            with archive.open(_info(name, made_at), "w", force_zip64=True) as entry:
                for each in lines:
                    went.add(each)
                    entry.write(each)
                    if sink.size >= _CHUNK_BYTES:
                        yield sink.take()
            files[name] = went.part(has_rows)
        archive.writestr(_info(MANIFEST, made_at), _manifest(clinic, made_at, files))
    yield sink.take()


def _files(clinic: UUID) -> Iterator[tuple[str, Iterable[bytes], bool]]:
    """Each file with its lines, and whether they are rows."""
    yield README, [readme().encode()], False
    yield SCHEMA, [schema().encode()], False
    for table in GIVEN:
        yield file_of(table.name), map(line, rows_of(table, clinic)), True
    yield TRAIL, map(line, trail_of(clinic)), True
    yield TRAIL_CSV, _csv(trail_of(clinic)), False
    yield EARLIER, map(line, earlier_trail_of(clinic)), True


def _info(name: str, made_at: datetime) -> ZipInfo:
    info = ZipInfo(name, made_at.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _manifest(clinic: UUID, made_at: datetime, files: Mapping[str, Part]) -> bytes:
    events, head = end()
    return Manifest(
        release=__version__,
        made_at=shown(made_at),
        clinic=clinic,
        clinic_name=clinic_named(clinic),
        events=events,
        head=head,
        files=files,
    ).to_bytes()


def _csv(rows: Iterable[Row]) -> Iterator[bytes]:
    """For a spreadsheet, which needs the mark at the beginning to read Hebrew."""
    yield b"\xef\xbb\xbf" + _csv_line(list(COLUMNS))
    for row in rows:
        yield _csv_line([_harmless(row[name]) for name in COLUMNS])


def _csv_line(cells: list[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RUNS) else cell
