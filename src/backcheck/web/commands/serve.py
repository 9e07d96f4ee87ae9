"""``backcheck serve``: the pages, on this computer alone or under a name."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels

from backcheck.web.configuration.configuration import Configuration

from .announcing import announce
from .installation import ready
from .listening import Listening
from .port import HOST, has_ipv6, held
from .tick import ticking

_THREADS = 4
_HEADERS_WITHIN_MS = 10_000
_EVERYWHERE = ("0.0.0.0", "::")  # the second answers IPv4 as well
_STOP_AFTER_S = 2  # a long calculation does not keep the person waiting who wants to stop
_TO_STDERR = {"class": "logging.StreamHandler", "formatter": "generic"}


class _Server(Granian):
    """The server, which stops without fail and without a word."""

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """Begin to stop; a second signal, while this one is told, would wait for ever."""
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        super().signal_handler_interrupt(*args, **kwargs)

    def _stop_workers(self) -> None:
        """Wait until everybody knows that the worker has ended.

        Two threads of the server wait for it, and the one that isn't told of the end would hold it
        for alive, and say that it had to be killed.
        """
        until = time.monotonic() + _STOP_AFTER_S / 2
        for each in self.wrks:
            each.terminate()
        while any(each.is_alive() for each in self.wrks) and time.monotonic() < until:
            time.sleep(0.01)
        super()._stop_workers()


def serve(where: Listening, configuration: Configuration, demo: Path | None = None) -> None:
    """Serve until interrupted; the address is printed once it answers.

    Args:
        where: the way, the port and the certificate, which ``check`` has found right.
        configuration: where the clinic is kept, which is made ready first.
        demo: the folder of the demo, which needs no clinic; None for the clinic.

    Raises:
        KeepingFault, SealingFault, KeyTrouble: the clinic can't be used.
        PortUnavailable: the port is in use, or not allowed.
    """
    _tell_the_worker(where, configuration, demo)
    with held(where.port, where.is_everywhere) as own_port, _kept(configuration, demo):
        server = _Server(
            "backcheck.web.wsgi:application",
            address=_EVERYWHERE[has_ipv6()] if where.is_everywhere else HOST,
            port=own_port,
            interface=Interfaces.WSGI,
            blocking_threads=_THREADS,
            websockets=False,
            http=HTTPModes.http1,  # the one that is tested
            http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN_MS),
            ssl_cert=where.pair and where.pair.cert,
            ssl_key=where.pair and where.pair.key,
            ssl_protocol_min=SSLProtocols.tls12,
            workers_kill_timeout=_STOP_AFTER_S // 2,
            log_level=LogLevels.warning,
            log_dictconfig={"handlers": {"console": _TO_STDERR, "access": _TO_STDERR}},
        )
        begin = partial(_application, replace(where, port=own_port))
        server.serve(target_loader=begin, wrap_loader=False)


def _tell_the_worker(where: Listening, configuration: Configuration, demo: Path | None) -> None:
    """Settings like any other, which win over those of the file: what was asked for holds."""
    os.environ["BACKCHECK_HOST"] = where.way.host
    os.environ["BACKCHECK_PROXY"] = where.way.proxy or ""
    os.environ["BACKCHECK_DATA"] = str(configuration.data)
    os.environ.pop("BACKCHECK_CLINIC", None)
    if demo is not None:
        os.environ["BACKCHECK_CLINIC"] = str(demo)


@contextlib.contextmanager
def _kept(configuration: Configuration, demo: Path | None) -> Iterator[None]:
    """The clinic made ready, and what is due done beside it; a demo has nothing to keep."""
    if demo is not None:
        yield
        return
    ready(configuration)
    from django.db import connections  # noqa: PLC0415 after the set-up

    connections.close_all()  # the worker is a fork, and opens its own
    with ticking():
        yield


def _application(where: Listening) -> Callable[..., Any]:
    """The application, loaded in the worker, which also says when it answers.

    Threads start here and not in the parent: a process with threads should not fork.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=announce, args=(where,), daemon=True).start()
    from backcheck.web import wsgi  # noqa: PLC0415 in the worker only

    loaded: Callable[..., Any] = wsgi.application
    return loaded


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
