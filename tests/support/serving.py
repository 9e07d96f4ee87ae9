"""``serve`` as a process of its own, and a browser before it."""

from __future__ import annotations

import http.client
import http.cookiejar
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
DEADLINE_S = 60.0


class Server:
    """A server of its own on a free port, and a browser that keeps its cookies."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "backcheck", "serve", *arguments],
            env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.cookies = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.cookies)
        )
        self.address = self.line()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    @property
    def port(self) -> int:
        return int(self.address.strip().rstrip("/").rpartition(":")[2])

    def get(self, path: str = "") -> bytes:
        return self.browser.open(self.address.strip() + path, timeout=DEADLINE_S).read()

    def send(self, data: bytes) -> str:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "backcheck_csrf")
        body = b"".join(
            (
                b'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n',
                str(token).encode(),
                b'\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n',
                data,
                b"\r\n--x--\r\n",
            )
        )
        request = urllib.request.Request(
            self.address.strip() + "check/",
            body,
            {"Content-Type": "multipart/form-data; boundary=x"},
        )
        return self.browser.open(request, timeout=DEADLINE_S).read().decode()

    def stop(self, by: signal.Signals) -> tuple[int, str, str, float]:
        """Exit code, the rest of stdout, stderr, and how long it took in seconds."""
        began = time.monotonic()
        self.process.send_signal(by)
        out, err = self.process.communicate(timeout=DEADLINE_S)
        return self.process.returncode, out, err, time.monotonic() - began

    def end(self) -> None:
        """Whatever became of it."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()


def refused(*arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code and stderr of a serve that is not to begin."""
    done = subprocess.run(
        [sys.executable, "-m", "backcheck", "serve", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def trusting(authority: Path) -> ssl.SSLContext:
    """A browser that trusts what the authority signed, and nothing else."""
    return ssl.create_default_context(cafile=str(authority))


def connected(port: int, trust: ssl.SSLContext, name: str) -> ssl.SSLSocket:
    """A connection to this computer whose certificate is checked against the name."""
    plain = socket.create_connection(("127.0.0.1", port), timeout=DEADLINE_S)
    try:
        return trust.wrap_socket(plain, server_hostname=name)
    except ssl.SSLError:
        plain.close()
        raise


class Answer:
    """What came back, read whole."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8", "replace")


def ask(
    at: socket.socket,
    path: str,
    host: str,
    method: str = "GET",
    body: str | None = None,
    **headers: str,
) -> Answer:
    """Ask once over a connection, which is closed."""
    connection = http.client.HTTPConnection(host)
    connection.sock = at
    try:
        asked = {"Host": host, **{name.replace("_", "-"): each for name, each in headers.items()}}
        connection.request(method, path, body, asked)
        return Answer(connection.getresponse())
    finally:
        connection.close()
