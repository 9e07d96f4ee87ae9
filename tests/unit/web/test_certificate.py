"""A certificate that browsers would refuse is refused before it is served, in words."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID

from backcheck.web.commands.certificate import Pair, ends_soon, faults
from tests.support.certificates import NAME, NOW, Made, made, pem_of

DAY = timedelta(days=1)


def pair(files: Made) -> Pair:
    return Pair(files.cert, files.key)


def told(files: Made, name: str = NAME) -> str:
    """The one fault that there is."""
    (found,) = faults(pair(files), name, NOW)
    return found


def test_a_good_one_is_taken(tmp_path: Path) -> None:
    found = pair(made(tmp_path, NAME))
    assert faults(found, NAME, NOW) == []
    assert ends_soon(found, NOW) is None


def test_the_end_of_the_month_is_told_before_it_comes(tmp_path: Path) -> None:
    found = pair(made(tmp_path, NAME, ends=NOW + 30 * DAY))
    assert faults(found, NAME, NOW) == []
    assert "ends on 2026-12-01 (days left: 30)" in str(ends_soon(found, NOW))
    assert ends_soon(found, NOW - DAY) is None


def test_an_expired_one_says_since_when(tmp_path: Path) -> None:
    files = made(tmp_path, NAME, begins=NOW - 90 * DAY, ends=NOW - DAY)
    assert "has expired, on 2026-10-31; renew it" in told(files)


def test_one_for_later_says_from_when(tmp_path: Path) -> None:
    files = made(tmp_path, NAME, begins=NOW + DAY)
    assert "not valid before 2026-11-02, and today is 2026-11-01" in told(files)


@pytest.mark.parametrize(
    ("names", "name", "is_covered"),
    [
        (["CLINIC.example"], "clinic.example", True),
        (["other.example", "clinic.example"], "clinic.example", True),
        (["*.example.org"], "clinic.example.org", True),
        (["*.example.org"], "example.org", False),
        (["*.example.org"], "a.clinic.example.org", False),
        (["*.example.org"], ".example.org", False),
        (["clinic.example.org"], "example.org", False),
        ([], "clinic.example", False),
    ],
)
def test_it_is_for_the_name_that_people_type(
    tmp_path: Path, names: list[str], name: str, is_covered: bool
) -> None:
    found = faults(pair(made(tmp_path, *names)), name, NOW)
    assert (found == []) == is_covered
    if not is_covered:
        assert f"get one whose subjectAltName has DNS:{name}" in found[0]
        assert (names[0] if names else "no name at all") in found[0]


def test_another_key_is_told(tmp_path: Path) -> None:
    files = made(tmp_path, NAME)
    files.key.write_bytes(pem_of(ec.generate_private_key(ec.SECP256R1())))
    assert "is not the key of" in told(files)


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o604, 0o620])
def test_a_key_that_others_can_open_is_told(tmp_path: Path, mode: int) -> None:
    files = made(tmp_path, NAME)
    files.key.chmod(mode)
    assert f"make it private: chmod 600 {files.key}" in told(files)


def test_a_group_that_may_read_keys_may_read_it(tmp_path: Path) -> None:
    files = made(tmp_path, NAME)
    files.key.chmod(0o640)
    assert faults(pair(files), NAME, NOW) == []


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERTIFICATE-----\nnone", b"\xff\x00"])
def test_what_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    files = made(tmp_path, NAME)
    files.cert.write_bytes(content)
    assert "is not a certificate; name a file in PEM" in told(files)
    files.key.write_bytes(content)
    _, of_the_key = faults(pair(files), NAME, NOW)
    assert "is not a private key; name a file in PEM" in of_the_key


def test_a_locked_key_says_how_to_open_it(tmp_path: Path) -> None:
    files = made(tmp_path, NAME)
    locked = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    files.key.write_bytes(locked)
    assert f"openssl pkey -in {files.key}" in told(files)


@pytest.mark.parametrize(
    "key",
    [
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(65537, 1024),
        ec.generate_private_key(ec.SECP521R1()),
    ],
    ids=["ed25519", "rsa-1024", "p-521"],
)
def test_a_key_that_browsers_do_not_take_is_told(
    tmp_path: Path, key: ec.EllipticCurvePrivateKey
) -> None:
    assert "browsers don't take the kind of key" in told(made(tmp_path, NAME, key=key))


def test_one_for_clients_is_told(tmp_path: Path) -> None:
    files = made(tmp_path, NAME, usage=ExtendedKeyUsageOID.CLIENT_AUTH)
    assert "is not for servers" in told(files)


def test_missing_files_and_folders_are_told_both(tmp_path: Path) -> None:
    first, second = faults(Pair(tmp_path / "none.pem", tmp_path), NAME, NOW)
    assert "there is no certificate at" in first
    assert "can't be read" in second
    assert "name" in first
    assert "name" in second


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    files = made(tmp_path, "other.example", ends=NOW - DAY, begins=NOW - 9 * DAY)
    files.key.write_bytes(pem_of(ec.generate_private_key(ec.SECP256R1())))
    files.key.chmod(0o644)
    assert len(faults(pair(files), NAME, NOW)) == 4
