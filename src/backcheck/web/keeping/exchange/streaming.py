"""Bytes that are made in a thread of their own and sent on from another, a few at a time.

A server may ask for each part of an answer from another thread, and a connection to the database
belongs to one: so whatever reads rows stays in its own.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Full, Queue

from django.db import connections

_HELD = 8  # parts that wait to be sent
_PATIENCE_S = 120.0  # after this, whoever asked for them has gone
_LOOK_S = 0.5


class _Gone(Exception):
    """Nobody wants the rest."""


class Streamed:
    """The parts of what ``make`` makes; nothing is made before the first is asked for."""

    def __init__(self, make: Callable[[], Iterator[bytes]]) -> None:
        self._make = make
        self._parts: Queue[bytes | BaseException | None] = Queue(_HELD)
        self._gone = threading.Event()
        self._thread: threading.Thread | None = None

    def __iter__(self) -> Streamed:
        return self

    def __next__(self) -> bytes:
        if self._gone.is_set():
            raise StopIteration
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()
        part = self._parts.get()
        if isinstance(part, bytes):
            return part
        self._gone.set()
        if part is None:
            raise StopIteration
        raise part

    def close(self) -> None:
        """The rest isn't wanted."""
        self._gone.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        made = self._make()
        last: BaseException | None = None
        try:
            for part in made:
                self._put(part)
        except _Gone:
            pass
        except BaseException as error:  # told to whoever asks for the next part
            last = error
        finally:
            made.close()  # type: ignore[attr-defined] # a generator: it lets go of its snapshot
            connections.close_all()  # those of this thread
        with suppress(_Gone):
            self._put(last)

    def _put(self, part: bytes | BaseException | None) -> None:
        waited_s = 0.0
        while not self._gone.is_set() and waited_s < _PATIENCE_S:
            try:
                self._parts.put(part, timeout=_LOOK_S)
                return
            except Full:
                waited_s += _LOOK_S
        raise _Gone
