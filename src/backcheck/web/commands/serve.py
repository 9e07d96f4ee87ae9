"""``backcheck serve``: the page, on this computer alone."""

from __future__ import annotations

import http.client
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from .link import tell_first_link
from .port import HOST, held

_THREADS = 4
_STOP_AFTER_S = 2  # a long calculation does not keep the person waiting who wants to stop
_TO_STDERR = {"class": "logging.StreamHandler", "formatter": "generic"}


class _Server(Granian):
    """The server, which hears one signal to stop: a second one while the first is being told would
    wait for itself for ever."""

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """Begin to stop."""
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)
        super().signal_handler_interrupt(*args, **kwargs)


def serve(port: int | None = None, clinic: Path | None = None) -> None:
    """Serve until interrupted; the address is printed once it answers.

    Args:
        port: None for 8000 or the next free one, 0 for any free one.
        clinic: the folder of the clinic; None to answer files from elsewhere only.

    Raises:
        PortUnavailable: the port is in use, or not allowed.
    """
    with held(port) as own_port:
        server = _Server(
            "backcheck.web.wsgi:application",
            address=HOST,
            port=own_port,
            interface=Interfaces.WSGI,
            blocking_threads=_THREADS,
            websockets=False,
            workers_kill_timeout=_STOP_AFTER_S,
            log_level=LogLevels.warning,
            log_dictconfig={"handlers": {"console": _TO_STDERR, "access": _TO_STDERR}},
        )
        server.serve(target_loader=partial(_application, own_port, clinic), wrap_loader=False)


def _application(port: int, clinic: Path | None) -> Callable[..., Any]:
    """The application, loaded in the worker, which also says when it answers.

    Threads start here and not in the parent: a process with threads should not fork.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threading.Thread(target=_announce, args=(port,), daemon=True).start()
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


def _announce(port: int) -> None:
    while not _answers(port):
        time.sleep(0.02)
    print(f"http://localhost:{port}/", flush=True)
    if "BACKCHECK_CLINIC" not in os.environ:
        tell_first_link(f"http://localhost:{port}/")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()  # also when the news is bad: the page says what it is
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
