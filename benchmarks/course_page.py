"""How large the page of a course is, and how long it takes against an empty page.

    python -m benchmarks.course_page [ROUNDS]

Prints the table of benchmarks/course_page.md.
"""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COURSES = ("S-26", "S-38", "S-10")


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        serve = ("-m", "backcheck", "serve", "--port", "0", "--demo", "--data", folder)
        with _ours(serve) as ours, _empty() as empty:
            print("| page | bytes | compressed | with its files | first time | median | p90 | x |")
            print("|---|---:|---:|---:|---:|---:|---:|---:|")
            pages = [f"/courses/{name}/" for name in COURSES] + [
                "/courses/S-26/?words=patient",
                "/",
            ]
            for path in pages:
                _row(path, ours, empty, rounds)


def _row(path: str, ours: http.client.HTTPConnection, empty: object, rounds: int) -> None:
    first, body = _timed(ours, path)
    mine, theirs = [], []
    for _ in range(rounds):  # in turn, so that whatever else the machine does falls on both
        mine.append(_timed(ours, path)[0])
        theirs.append(_timed(empty, "/")[0])
    whole = sum(len(gzip.compress(_timed(ours, each)[1])) for each in [path, *_files(body)])
    median, p90 = statistics.median(mine), statistics.quantiles(mine, n=10)[-1]
    base = statistics.median(theirs)
    print(
        f"| `{path}` | {len(body):,} | {len(gzip.compress(body)):,} | {whole:,} "
        f"| {1e3 * first:.1f} ms | {1e3 * median:.2f} ms | {1e3 * p90:.2f} ms "
        f"| {median / base:.1f} (empty: {1e3 * base:.2f} ms) |"
    )


def _files(body: bytes) -> list[str]:
    """Every file the page asks for."""
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', body.decode())


def _timed(connection: http.client.HTTPConnection, path: str) -> tuple[float, bytes]:
    """Seconds from the request to the last byte, and the body."""
    began = time.perf_counter()
    connection.request("GET", path, headers={"Host": "localhost", "Accept-Language": "en"})
    body = connection.getresponse().read()
    return time.perf_counter() - began, body


@contextmanager
def _ours(arguments: tuple[str, ...]) -> Iterator[http.client.HTTPConnection]:
    server = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    port = int(server.stdout.readline().strip().rstrip("/").rpartition(":")[2])
    with _stopping(server):
        yield http.client.HTTPConnection("127.0.0.1", port)


@contextmanager
def _empty() -> Iterator[http.client.HTTPConnection]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.empty_page", str(port)])
    with _stopping(server):
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        yield http.client.HTTPConnection("127.0.0.1", port)


@contextmanager
def _stopping(server: subprocess.Popen[str]) -> Iterator[None]:
    try:
        yield
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    print(f"\n{Path(sys.argv[0]).name}: medians over rounds in turn, one connection kept open")
