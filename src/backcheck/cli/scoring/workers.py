"""Worker processes, each on one core, that end with the command however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")
_THREADS_OF_NUMPY = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Each(Protocol):
    """Does a piece of work on every task, side by side; what comes back is in no order."""

    def __call__(self, work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
        """One result a task, as they are done."""


@contextmanager
def workers(count: int) -> Iterator[Each]:
    """``count`` processes; none is started before there is work, nor for one task alone.

    New processes are spawned, not forked: a fork of a process that has threads may hang.
    """
    with _one_thread_each():
        pool = ProcessPoolExecutor(
            count, multiprocessing.get_context("spawn"), initializer=_begin_worker
        )

        def each(work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
            rest = iter(tasks)
            first = list(islice(rest, 2))
            if len(first) < 2:
                yield from map(work, first)
                return
            # Two tasks a worker, so that none waits for the next; the others are not held yet.
            waiting = {pool.submit(work, task) for task in [*first, *islice(rest, 2 * count - 2)]}
            while waiting:
                done, waiting = _next_done(waiting)
                waiting |= {pool.submit(work, task) for task in islice(rest, len(done))}
                yield from (future.result() for future in done)

        try:
            yield each
        finally:
            pool.shutdown(cancel_futures=True)


def _next_done(waiting: set[Future[Done]]) -> tuple[set[Future[Done]], set[Future[Done]]]:
    return wait(waiting, return_when=FIRST_COMPLETED)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started in here compute on one thread: there is one of them for each core."""
    before = {name: os.environ.get(name) for name in _THREADS_OF_NUMPY}
    os.environ.update(dict.fromkeys(_THREADS_OF_NUMPY, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _begin_worker() -> None:
    import pyarrow as pa  # in the worker only  # noqa: PLC0415

    pa.set_cpu_count(1)
    # Ctrl-C reaches every process of a terminal; the command itself tells the workers to end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A command that was killed can't tell its workers, and they would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
