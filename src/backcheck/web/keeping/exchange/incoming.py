"""A file from elsewhere, which may be anything: opened and read within bounds of memory and time.

Nothing of it is ever written under a name it chose.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .faults import NotTaken
from .form import (
    DIRECTORY_BYTES,
    FILES,
    FORMAT,
    GROWTH,
    LINE_BYTES,
    MANIFEST,
    MANIFEST_BYTES,
    SMALL_BYTES,
    VERSION,
)
from .manifest import Manifest, Measured, manifest_of

_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
_ENCRYPTED = 0x1
_NO_CLINIC = "This is no export of a clinic"
_AS_MADE = "Take the file as `backcheck export` made it."


class _Bounded(io.RawIOBase):
    """The file, of which nobody reads much at once: the list at its end is held in memory whole."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file

    def read(self, size: int = -1) -> bytes:
        if size > DIRECTORY_BYTES:
            raise BadZipFile("its list of files is too long")
        found = self._file.read(DIRECTORY_BYTES + 1 if size < 0 else size)
        if len(found) > DIRECTORY_BYTES:
            raise BadZipFile("its end is missing")
        return found

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


class Damaged(Exception):
    """A part isn't what the manifest says of it; the message says which way."""


class Incoming:
    """An export that was opened: its manifest was read, and nothing else yet."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.manifest = _manifest(archive)

    def names(self) -> set[str]:
        """The files it holds, but the manifest."""
        return {each.filename for each in self._archive.infolist()} - {MANIFEST}

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part, which are proved to be those of the manifest when the last is out.

        Raises:
            Damaged: they are not, or can't be read.
        """
        went, said = Measured(), self.manifest.files[name]
        try:
            with self._archive.open(name) as entry, io.BufferedReader(entry) as stream:  # type: ignore[type-var]
                while each := stream.readline(LINE_BYTES + 1):
                    went.add(each)
                    if len(each) > LINE_BYTES:
                        raise Damaged(f"line {went.rows} has more than {LINE_BYTES} bytes")
                    if went.bytes > said.bytes:
                        raise Damaged("it is longer than the manifest says")
                    yield each
        except _BROKEN as error:
            raise Damaged(f"it can't be unpacked: {error}") from error
        if went.part(said.rows is not None) != said:
            raise Damaged("it is not what the manifest says: something was changed or cut off")


@contextmanager
def opened(file: Path) -> Iterator[Incoming]:
    """The export in a file, for as long as the block lasts.

    Raises:
        NotTaken: it is none, or of another version.
    """
    try:
        stream = file.open("rb")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise NotTaken(
            f"{file} can't be read: {why}. Name a file of `backcheck export`."
        ) from error
    with stream:
        try:
            archive = ZipFile(_Bounded(stream))  # type: ignore[call-overload]
        except (*_BROKEN, ValueError) as error:
            raise NotTaken(f"{_NO_CLINIC}: {file} is no whole ZIP file ({error}).") from error
        with archive:
            _refuse_hostile(archive.infolist(), file.stat().st_size)
            yield Incoming(archive)


def _refuse_hostile(entries: list[ZipInfo], size: int) -> None:
    names = {each.filename for each in entries}
    if len(entries) > FILES or len(names) < len(entries):
        raise NotTaken(f"{_NO_CLINIC}: too many files in it, or one twice. {_AS_MADE}")
    if any(not _is_plain(each) for each in entries):
        raise NotTaken(f"{_NO_CLINIC}: a file in it is encrypted or oddly packed. {_AS_MADE}")
    if sum(each.file_size for each in entries) > max(SMALL_BYTES, GROWTH * size):
        raise NotTaken(f"{_NO_CLINIC}: unpacked it would be {GROWTH} times its size. {_AS_MADE}")


def _is_plain(entry: ZipInfo) -> bool:
    packed = entry.compress_type in (ZIP_DEFLATED, ZIP_STORED)
    return packed and not entry.flag_bits & _ENCRYPTED


def _manifest(archive: ZipFile) -> Manifest:
    try:
        with archive.open(MANIFEST) as entry:
            text = entry.read(MANIFEST_BYTES + 1)
        if len(text) > MANIFEST_BYTES:
            raise ValueError("its manifest is too long")
        body = parsed(text)
        is_ours = isinstance(body, dict) and body.get("format") == FORMAT
    except (*_BROKEN, ValueError, KeyError) as error:
        raise NotTaken(f"{_NO_CLINIC}: {MANIFEST} is not there, or can't be read.") from error
    if not is_ours:
        raise NotTaken(f"{_NO_CLINIC}: {MANIFEST} is of something else.")
    if body.get("version") != VERSION:
        raise NotTaken(
            f"This export is of version {str(body.get('version'))[:20]!r}, and this release reads "
            f"version {VERSION}. Import it with the release that made it, or a newer one."
        )
    try:
        return manifest_of(body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotTaken(f"{_NO_CLINIC}: {MANIFEST} lacks something. {_AS_MADE}") from error


def parsed(text: bytes) -> Any:
    """A value of JSON in UTF-8, in which nothing is said twice.

    Raises:
        ValueError: it is none, or too deep.
    """
    try:
        return json.loads(text.decode(), object_pairs_hook=_once, parse_constant=_refused)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("it names a key twice")
    return found


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")
