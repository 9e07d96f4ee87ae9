"""A certificate is looked at before it is served: what browsers would refuse is told in words."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID

_SOON = timedelta(days=30)
_RSA_BITS = 2048
_CURVES = ("secp256r1", "secp384r1")
_OTHERS_MAY = 0o027  # a group of those who may read keys is a habit of servers


class _Unusable(ValueError):
    """A file that can't be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The files of a certificate and of its private key, in PEM."""

    cert: Path
    key: Path


def faults(pair: Pair, name: str, now: datetime) -> list[str]:
    """Everything for which it can't be served or a browser would refuse it, with what to do.

    Args:
        pair: the files.
        name: what people type.
        now: with a time zone.
    """
    told: list[str] = []
    certificate = key = None
    try:
        certificate = _certificate(pair.cert)
        told += _of_the_certificate(certificate, pair.cert, name, now)
    except _Unusable as error:
        told.append(str(error))
    try:
        key = _key(pair.key)
        told += _of_the_key(key, pair.key)
    except _Unusable as error:
        told.append(str(error))
    if certificate and key and certificate.public_key() != key.public_key():
        told.append(f"{pair.key} is not the key of {pair.cert}; name the key that was made with it")
    return told or list(_of_the_library(pair))


def ends_soon(pair: Pair, now: datetime) -> str | None:
    """A warning when a certificate without faults ends within 30 days."""
    end = _certificate(pair.cert).not_valid_after_utc
    if end - now > _SOON:
        return None
    left = (end - now).days
    return f"{pair.cert} ends on {_day(end)} (days left: {left}); renew it, and start this again"


def _certificate(file: Path) -> x509.Certificate:
    """The first of the file, which is the server's own."""
    try:
        return x509.load_pem_x509_certificates(_content(file, "certificate"))[0]
    except ValueError as error:
        if isinstance(error, _Unusable):
            raise
        raise _Unusable(
            f"{file} is not a certificate; name a file in PEM, which begins with "
            "-----BEGIN CERTIFICATE-----"
        ) from error


def _key(file: Path) -> PrivateKeyTypes:
    content = _content(file, "key")
    try:
        return load_pem_private_key(content, None)
    except TypeError as error:
        raise _Unusable(
            f"{file} asks for a passphrase; write it without: openssl pkey -in {file} -out NEW"
        ) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _Unusable(
            f"{file} is not a private key; name a file in PEM, which begins with "
            "-----BEGIN PRIVATE KEY-----"
        ) from error


def _content(file: Path, what: str) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise _Unusable(f"there is no {what} at {file}; name the file where it is") from error
    except OSError as error:
        raise _Unusable(
            f"{file} can't be read ({error.strerror}); name a file that this user can read"
        ) from error


def _of_the_certificate(
    found: x509.Certificate, file: Path, name: str, now: datetime
) -> Iterator[str]:
    if found.not_valid_after_utc < now:
        yield f"{file} has expired, on {_day(found.not_valid_after_utc)}; renew it"
    if found.not_valid_before_utc > now:
        yield (
            f"{file} is not valid before {_day(found.not_valid_before_utc)}, and today is "
            f"{_day(now)} here; wait, or set this computer's clock"
        )
    names = _names(found)
    if not any(_covers(each, name) for each in names):
        yield (
            f"{file} is not for {name} but for {', '.join(names) or 'no name at all'}; get one "
            f"whose subjectAltName has DNS:{name}, or write another --host"
        )
    if not _may_serve(found):
        yield f"{file} is not for servers; get one whose extendedKeyUsage has serverAuth"


def _of_the_key(key: PrivateKeyTypes, file: Path) -> Iterator[str]:
    if os.name == "posix" and file.stat().st_mode & _OTHERS_MAY:
        yield f"others can read or change {file}; make it private: chmod 600 {file}"
    match key:
        case rsa.RSAPrivateKey() if key.key_size >= _RSA_BITS:
            return
        case ec.EllipticCurvePrivateKey() if key.curve.name in _CURVES:
            return
    yield f"browsers don't take the kind of key in {file}; use P-256, or RSA of {_RSA_BITS} bits"


def _of_the_library(pair: Pair) -> Iterator[str]:
    """What nobody thought of here."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(pair.cert, pair.key)
    except ssl.SSLError as error:
        yield f"{pair.cert} can't be served ({error.reason}); get another"


def _names(found: x509.Certificate) -> list[str]:
    """Browsers look at these alone, and no longer at the common name."""
    try:
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    return names.value.get_values_for_type(x509.DNSName)


def _covers(pattern: str, name: str) -> bool:
    """A star stands for one label, the first."""
    pattern = pattern.lower()
    if pattern.startswith("*."):
        first, _, rest = name.partition(".")
        return bool(first) and rest == pattern[2:]
    return pattern == name


def _may_serve(found: x509.Certificate) -> bool:
    try:
        usage = found.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    except x509.ExtensionNotFound:
        return True
    return ExtendedKeyUsageOID.SERVER_AUTH in usage.value


def _day(at: datetime) -> str:
    return at.date().isoformat()
