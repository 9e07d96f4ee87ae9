"""``backcheck serve``: the pages, on this computer alone or under a name."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels

from .announcing import announce
from .listening import Listening
from .port import HOST, has_ipv6, held

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


def serve(where: Listening, clinic: Path | None = None) -> None:
    """Serve until interrupted; the address is printed once it answers.

    Args:
        where: the way, the port and the certificate, which ``check`` has found right.
        clinic: the folder of the clinic; None to answer files from elsewhere only.

    Raises:
        PortUnavailable: the port is in use, or not allowed.
    """
    with held(where.port, where.is_everywhere) as own_port:
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
        begin = partial(_application, replace(where, port=own_port), clinic)
        server.serve(target_loader=begin, wrap_loader=False)


def _application(where: Listening, clinic: Path | None) -> Callable[..., Any]:
    """The application, loaded in the worker, which also says when it answers.

    Threads start here and not in the parent: a process with threads should not fork.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=announce, args=(where,), daemon=True).start()
    # Settings like any other, which win over those of the file: what was asked for holds.
    os.environ["BACKCHECK_HOST"] = where.way.host
    os.environ["BACKCHECK_PROXY"] = where.way.proxy or ""
    os.environ.pop("BACKCHECK_CLINIC", None)
    if clinic is not None:
        os.environ["BACKCHECK_CLINIC"] = str(clinic)
    from backcheck.web import wsgi  # noqa: PLC0415 in the worker only

    loaded: Callable[..., Any] = wsgi.application
    return loaded


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
