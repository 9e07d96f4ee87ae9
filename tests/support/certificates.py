"""Certificates made here and now: an authority that a test trusts, and what it signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NAME = "clinic.localhost"
NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
_DAY = timedelta(days=1)


def pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@cache
def _authority() -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests")])
    usage = x509.KeyUsage(
        *[False] * 5, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False
    )
    found = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW - 9999 * _DAY)
        .not_valid_after(NOW + 9999 * _DAY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .sign(key, hashes.SHA256())
    )
    return key, found


@dataclass(frozen=True, slots=True)
class Made:
    """Files: a certificate, its key, and the authority that signed it."""

    cert: Path
    key: Path
    authority: Path


def made(
    folder: Path,
    *names: str,
    begins: datetime = NOW - _DAY,
    ends: datetime = NOW + 300 * _DAY,
    key: ec.EllipticCurvePrivateKey | None = None,
    usage: x509.ObjectIdentifier = ExtendedKeyUsageOID.SERVER_AUTH,
) -> Made:
    """A certificate for these names, and its key as a careful owner keeps it."""
    signer, authority = _authority()
    key = key or ec.generate_private_key(ec.SECP256R1())
    builder = (
        x509.CertificateBuilder(
            authority.subject, x509.Name([]), key.public_key(), x509.random_serial_number()
        )
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False
        )
    )
    if names:
        alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
        builder = builder.add_extension(alternatives, critical=True)
    files = Made(folder / "cert.pem", folder / "key.pem", folder / "authority.pem")
    signed = builder.sign(signer, hashes.SHA256())
    files.cert.write_bytes(signed.public_bytes(Encoding.PEM))
    files.authority.write_bytes(authority.public_bytes(Encoding.PEM))
    files.key.write_bytes(pem_of(key))
    files.key.chmod(0o600)
    return files
