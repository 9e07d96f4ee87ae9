"""The address is said when the pages answer there, and not before."""

from __future__ import annotations

import http.client
import os
import ssl
import sys
import time

from .link import tell_first_link
from .listening import Listening
from .port import HOST

_WITHIN_S = 5


def announce(where: Listening) -> None:
    """Print the address once it answers.

    Args:
        where: with the port that was taken.
    """
    assert where.port is not None
    while not _answers(where, where.port):
        time.sleep(0.02)
    if where.way.proxy:
        told = f"Behind a proxy, which passes on to http://{HOST}:{where.port}/ on this computer."
        print(told, file=sys.stderr, flush=True)
    address = where.way.address(where.port)
    try:  # first the link: whoever waits for the address has both
        if "BACKCHECK_CLINIC" not in os.environ:
            tell_first_link(address)
    finally:
        print(address, flush=True)


def _answers(where: Listening, port: int) -> bool:
    connection = _connection(where, port)
    headers = {"Host": where.way.host}
    if where.way.proxy:
        headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": where.way.proxy}
    try:
        connection.request("HEAD", "/", headers=headers)
        connection.getresponse()  # also when the news is bad: the page says what it is
        return True
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _connection(where: Listening, port: int) -> http.client.HTTPConnection:
    if where.pair is None:
        return http.client.HTTPConnection(HOST, port, timeout=_WITHIN_S)
    # It asks itself, by another name than the certificate's, and tells nothing.
    unchecked = ssl.create_default_context()
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    return http.client.HTTPSConnection(HOST, port, timeout=_WITHIN_S, context=unchecked)
