"""Worker processes, each on one core, that end with the command however it ends."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Done = TypeVar("Done")
_THREADS_OF_NUMPY = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")  # and Arrow


class WorkerEnded(Exception):
    """A worker did not live to hand over its work; the message says so."""

    def __init__(self) -> None:
        super().__init__("a worker was ended from outside (out of memory?)")


class Each(Protocol):
    """Does a piece of work on every task, side by side; what comes back is in no order."""

    def __call__(self, work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
        """One result a task, as they are done.

        Raises:
            WorkerEnded: one of them was killed; what the others had in hand is lost too.
        """


def cores() -> int:
    """The cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not every system has it
        return os.cpu_count() or 1


@contextmanager
def workers(count: int, begin: Callable[[], None] | None = None) -> Iterator[Each]:
    """``count`` processes, none of which is started before there is work.

    New processes are spawned, not forked: a fork of a process that has threads may hang. When the
    block is left by an exception, as Ctrl-C is, they end at once, whatever they are doing.

    Args:
        count: how many.
        begin: called first in every worker. Without it one task alone is done in this process.
    """
    theirs, ours = multiprocessing.Pipe(duplex=False)
    pool = ProcessPoolExecutor(
        count,
        multiprocessing.get_context("spawn"),
        initializer=_begin_worker,
        initargs=(theirs, begin),
    )
    try:
        with _one_thread_each():
            yield _each_of(pool, count, alone=begin is None)
            pool.shutdown()
    except BrokenProcessPool as error:
        raise WorkerEnded from error
    finally:
        ours.close()
        pool.shutdown(cancel_futures=True)
        theirs.close()


def _each_of(pool: ProcessPoolExecutor, count: int, *, alone: bool) -> Each:
    def submitted(work: Callable[[Task], Done], task: Task) -> Future[Done]:
        try:
            with _interrupts_held_back():
                return pool.submit(work, task)
        except OSError as error:  # one was being started while the pool broke, or could not be
            raise WorkerEnded from error

    def each(work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
        rest = iter(tasks)
        first = list(islice(rest, 2))
        if alone and len(first) < 2:
            yield from map(work, first)
            return
        # Two tasks a worker, so that none waits for the next; the others are not held yet.
        some = [*first, *islice(rest, 2 * count - 2)]
        waiting = {submitted(work, task) for task in some}
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            waiting |= {submitted(work, task) for task in islice(rest, len(done))}
            yield from (future.result() for future in done)

    return each


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Workers started in here never see Ctrl-C, which reaches every process of a terminal.

    They inherit that it is held back from their first moment on, before they could ignore it. Nor
    does it break off the start of one, whose half would complain; it is heard right afterwards.
    """
    can_block = hasattr(signal, "pthread_sigmask")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if can_block else None
    try:
        # What this thread blocks another may be given, and it is still this one that acts on it.
        with _interrupts_heard_later():
            yield
    finally:
        if before is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _interrupts_heard_later() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # only the main one acts on them
        yield
        return
    came: list[int] = []
    heard = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)
        if came:
            signal.raise_signal(signal.SIGINT)


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


def _begin_worker(parent: Connection, begin: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if begin is not None:
        begin()


def _end_with(parent: Connection) -> None:
    """A command that was killed can't tell its workers, and they would wait for ever.

    Nothing is ever sent; the other end is closed when the command ends or has no more use for them.
    """
    parent.poll(None)
    os._exit(1)
