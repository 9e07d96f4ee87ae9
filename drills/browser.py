"""A browser without a screen: somebody's session, kept connections, forms."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

_TOKEN = "d" * 32  # a browser may bring its own: what counts is that form and cookie agree
WITHIN_S = 60.0


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    place: str
    body: bytes


class Browser:
    """One connection with the cookies of somebody who has signed in."""

    def __init__(self, port: int, session: str, language: str = "en") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WITHIN_S)
        self._headers = {
            "Host": f"localhost:{port}",
            "Cookie": f"backcheck_session={session}; backcheck_csrf={_TOKEN}; "
            f"backcheck_language={language}",
        }

    def get(self, path: str) -> Answer:
        """Read a page."""
        return self._asked("GET", path, None, self._headers)

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        """Send a form."""
        body = urlencode({**form, "csrfmiddlewaretoken": _TOKEN})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._asked("POST", path, body, self._headers | kind)

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _asked(self, how: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        """Raises OSError or HTTPException when the answer does not come whole."""
        self._connection.request(how, path, body, dict(headers))
        came = self._connection.getresponse()
        return Answer(came.status, came.getheader("Location") or "", came.read())
