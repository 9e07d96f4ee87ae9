"""``serve --host NAME`` as clients meet it: HTTPS with a certificate made here, and a proxy."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backcheck.web.commands.port import has_ipv6, held
from tests.support.certificates import NAME, Made, made
from tests.support.serving import DEADLINE_S, SOURCE, Answer, Server, ask, connected, refused
from tests.support.serving import trusting as trust

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
PROMPTLY_S = 5.0  # of a machine that does other things besides; alone it takes milliseconds

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stops servers by signals")


BEGINS = ("Begin here, within an hour: ", "Backed up: ", "There is no recovery paper: ")


def options(files: Made) -> tuple[str, ...]:
    return "--host", NAME, "--cert", str(files.cert), "--key", str(files.key)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("pair"), NAME, begins=NOW - DAY, ends=NOW + 99 * DAY)


@pytest.fixture(scope="module")
def server(files: Made) -> Iterator[Server]:
    one = Server(*options(files), "--port", "0")
    yield one
    one.end()


@pytest.fixture(scope="module")
def plain() -> Iterator[Server]:
    one = Server("--port", "0")
    yield one
    one.end()


@pytest.fixture
def at(server: Server, files: Made) -> socket.socket:
    return connected(server.port, trust(files.authority), NAME)


@pytest.fixture
def name(server: Server) -> str:
    """What a browser writes as Host."""
    return f"{NAME}:{server.port}"


def clear(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=DEADLINE_S)


def still_answers(server: Server, files: Made) -> None:
    began = time.monotonic()
    at = connected(server.port, trust(files.authority), NAME)
    assert ask(at, "/sign-in/", f"{NAME}:{server.port}").status == 200
    assert time.monotonic() - began < PROMPTLY_S


def test_the_address_is_the_one_people_type(server: Server, at: socket.socket, name: str) -> None:
    assert server.address == f"https://{name}/\n"
    found = ask(at, "/sign-in/", name)
    assert found.status == 200
    assert f"This runs at {NAME}, over HTTPS." in found.text


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/nosuch/", "/static/kit/backcheck.css"])
def test_every_answer_has_every_header(at: socket.socket, name: str, path: str) -> None:
    headers = ask(at, path, name).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_cookie_stays_with_its_host_and_with_https(at: socket.socket, name: str) -> None:
    (cookie,) = ask(at, "/sign-in/", name).headers.get_all("Set-Cookie")
    value, *flags = cookie.split("; ")
    assert value.startswith("__Host-backcheck_csrf=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(flags)
    assert "Domain" not in cookie


def change_language(server: Server, files: Made, origin: str) -> Answer:
    name = f"{NAME}:{server.port}"
    context = trust(files.authority)
    page = ask(connected(server.port, context, NAME), "/sign-in/", name)
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    return ask(
        connected(server.port, context, NAME),
        "/language/",
        name,
        "POST",
        f"language=he&csrfmiddlewaretoken={cookie.partition('=')[2]}",
        Cookie=cookie,
        Origin=origin,
        Content_Type="application/x-www-form-urlencoded",
    )


def test_a_form_is_taken_from_our_pages_alone(server: Server, files: Made) -> None:
    ours = change_language(server, files, f"https://{NAME}:{server.port}")
    assert ours.status == 302
    assert "__Host-backcheck_language=he" in ours.headers["Set-Cookie"]
    assert "Secure" in ours.headers["Set-Cookie"]
    for origin in (f"https://{NAME}", f"http://{NAME}:{server.port}", "https://evil.example"):
        assert change_language(server, files, origin).status == 403


@pytest.mark.parametrize("other", ["evil.example", "localhost", "127.0.0.1", f"a.{NAME}"])
def test_another_name_is_refused(at: socket.socket, other: str) -> None:
    assert ask(at, "/sign-in/", other).status == 400


def test_who_isnt_the_proxy_is_not_believed(at: socket.socket, name: str) -> None:
    found = ask(
        at,
        "/sign-in/",
        name,
        X_Forwarded_Proto="http",
        X_Forwarded_Host="evil.example",
        X_Forwarded_For="x",
    )
    assert found.status == 200
    assert "evil.example" not in found.text


def test_other_certificates_names_are_not_ours(server: Server, files: Made) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        connected(server.port, trust(files.authority), "other.localhost")


def test_old_tls_is_refused(server: Server, files: Made) -> None:
    context = trust(files.authority)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    assert (
        ask(connected(server.port, context, NAME), "/sign-in/", f"{NAME}:{server.port}").status
        == 200
    )
    context.set_ciphers("ALL:@SECLEVEL=0")  # or this side would refuse first
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError, match=r"ALERT_(PROTOCOL_VERSION|HANDSHAKE_FAILURE)"):
        connected(server.port, context, NAME)


@pytest.mark.skipif(not has_ipv6(), reason="this computer has no IPv6")
def test_both_kinds_of_address_are_answered(server: Server, files: Made) -> None:
    six = socket.create_connection(("::1", server.port), timeout=DEADLINE_S)
    at = trust(files.authority).wrap_socket(six, server_hostname=NAME)
    assert ask(at, "/sign-in/", f"{NAME}:{server.port}").status == 200


def test_who_speaks_no_https_is_left_aside(server: Server, files: Made) -> None:
    for said in (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", os.urandom(4000), b"\x16\x03\x01\xff\xff"):
        with clear(server.port) as other:
            other.sendall(said)
        still_answers(server, files)


def test_who_never_ends_keeps_nobody_else_waiting(server: Server, files: Made) -> None:
    context, kept = trust(files.authority), list[socket.socket]()
    try:
        for _ in range(20):
            kept.append(clear(server.port))  # no handshake
            kept.append(connected(server.port, context, NAME))
            kept[-1].sendall(b"GET / HTTP/1.1\r\nHost: ")
        kept.append(connected(server.port, context, NAME))
        kept[-1].sendall(
            f"POST /check/ HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 9\r\n\r\n".encode()
        )
        still_answers(server, files)
    finally:
        for each in kept:
            each.close()


def test_it_ends_quickly_and_without_a_word(files: Made) -> None:
    one = Server(*options(files), "--port", "0")
    code, out, err, seconds = one.stop(signal.SIGTERM)
    # What is said of a new clinic while it begins isn't about the end.
    told = [each for each in err.splitlines() if not each.startswith(BEGINS)]
    assert (code, out, told) == (0, "", [])
    assert seconds < PROMPTLY_S


def test_a_port_in_use_is_told(server: Server, plain: Server, files: Made) -> None:
    for taken in (server.port, plain.port):
        code, told = refused(*options(files), "--port", str(taken))
        assert code == 1
        assert f"port {taken}: address already in use" in told
    code, told = refused("--port", str(server.port))
    assert code == 1
    assert "address already in use" in told


def test_a_name_without_a_certificate_is_refused() -> None:
    code, told = refused("--host", NAME)
    assert code == 2
    assert "give --cert FILE and --key FILE" in told


def test_the_demo_is_for_this_computer_alone(files: Made) -> None:
    code, told = refused("--demo", *options(files))
    assert code == 2
    assert "--demo is for this computer alone" in told


def test_every_fault_of_a_certificate_is_told_before_it_is_served(tmp_path: Path) -> None:
    bad = made(tmp_path, "other.example", begins=NOW - 9 * DAY, ends=NOW - DAY)
    bad.key.chmod(0o644)
    code, told = refused(*options(bad), "--port", "0")
    assert code == 1
    assert "has expired" in told
    assert f"is not for {NAME} but for other.example" in told
    assert f"chmod 600 {bad.key}" in told


def test_one_that_ends_soon_is_served_with_a_warning(tmp_path: Path) -> None:
    files = made(tmp_path, NAME, begins=NOW - DAY, ends=NOW + 9 * DAY)
    one = Server(*options(files), "--port", "0")
    _, _, told, _ = one.stop(signal.SIGTERM)
    assert one.address.startswith(f"https://{NAME}:")
    assert "days left: 8" in told


def test_nothing_of_https_is_promised_without_it(plain: Server) -> None:
    found = ask(
        clear(plain.port),
        "/sign-in/",
        f"localhost:{plain.port}",
        X_Forwarded_Proto="https",
        X_Forwarded_For="203.0.113.9",
    )
    assert found.status == 200
    assert "Strict-Transport-Security" not in found.headers
    assert found.headers["Set-Cookie"].startswith("backcheck_csrf=")
    assert "Secure" not in found.headers["Set-Cookie"]
    assert "This runs on this computer alone." in found.text


@pytest.fixture(scope="module")
def proxied() -> Iterator[int]:
    """The port of a server that believes a proxy."""
    with held(0) as port:
        pass
    one = Server("--port", str(port), BACKCHECK_HOST=NAME, BACKCHECK_PROXY="127.0.0.1")
    assert one.address == f"https://{NAME}/\n"
    yield port
    _, _, told, _ = one.stop(signal.SIGTERM)
    one.end()
    assert told.startswith(
        f"Behind a proxy, which passes on to http://127.0.0.1:{port}/ on this computer.\n"
    )
    assert (
        "://127.0.0.1" not in told.partition("\n")[2]
    )  # the link is for whoever comes by the proxy


def by_proxy(port: int, scheme: str, host: str = NAME) -> Answer:
    headers = {"X_Forwarded_Proto": scheme, "X_Forwarded_For": "203.0.113.9"}
    return ask(clear(port), "/sign-in/?a=1", host, **headers)


def test_behind_a_proxy_everything_goes_over_https(proxied: int) -> None:
    found = by_proxy(proxied, "https")
    assert found.status == 200
    assert found.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert found.headers["Set-Cookie"].startswith("__Host-backcheck_csrf=")
    assert f"This runs at {NAME}, over HTTPS." in found.text
    in_clear = by_proxy(proxied, "http")
    assert (in_clear.status, in_clear.headers["Location"]) == (301, f"https://{NAME}/sign-in/?a=1")
    assert by_proxy(proxied, "https", "evil.example").status == 400
    assert by_proxy(proxied, "http", "evil.example").status == 400


def test_a_proxy_that_says_nothing_is_told_what_to_say(proxied: int) -> None:
    found = ask(clear(proxied), "/sign-in/", NAME)
    assert found.status == 400
    assert "The proxy must send X-Forwarded-For" in found.text


def test_behind_a_proxy_other_computers_are_not_answered(proxied: int) -> None:
    other = socket.socket(socket.AF_INET)
    with other:
        assert other.connect_ex(("127.0.0.2", proxied)) != 0


def key_of_a_new_process(home: Path) -> str:
    told = "from backcheck.web import settings; print(settings.SECRET_KEY)"
    env = {**os.environ, "PYTHONPATH": str(SOURCE), "BACKCHECK_HOME": str(home)}
    env.pop("BACKCHECK_CLINIC", None)  # other tests, before this one, serve a demo
    return subprocess.run(
        [sys.executable, "-c", told],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_sessions_outlive_the_process(tmp_path: Path) -> None:
    alone = {key_of_a_new_process(tmp_path), key_of_a_new_process(tmp_path)}
    assert len(alone) == 2
    for _ in range(2):
        one = Server("--port", "0", BACKCHECK_HOME=str(tmp_path))
        one.stop(signal.SIGTERM)
    shared = {key_of_a_new_process(tmp_path), key_of_a_new_process(tmp_path)}
    assert shared == {(tmp_path / "keys/session.key").read_text(encoding="ascii")}
    (tmp_path / "keys/session.key").chmod(0o644)
    code, told = refused("--port", "0", BACKCHECK_HOME=str(tmp_path))
    assert code == 1
    assert "chmod 600" in told
