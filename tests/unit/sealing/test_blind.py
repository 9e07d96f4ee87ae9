"""Search in sealed values: what is the same person finds itself, and nobody else is found."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode

import pytest

from backcheck.web.sealing import normal
from backcheck.web.sealing.blind import Kind, blind, index_key_of, sought
from backcheck.web.sealing.faults import NothingToIndex
from backcheck.web.sealing.keys import index_rotated, rotated
from tests.support.keyrings import MADE_ON, drawing, keyring

CLINIC = "b7c1"


@pytest.mark.parametrize(
    "typed",
    [
        "0501234567",
        "050-1234567",
        "050 123 4567",
        "(050) 123-45-67",
        "+972501234567",
        "+972-50-123-4567",
        "+972 (0)50 123 4567",
        "00972501234567",
        "972501234567",
        "9720501234567",
        "501234567",
        "\u200e+972-50-1234567\u200e",
        "٠٥٠١٢٣٤٥٦٧",
        "０５０１２３４５６７",
        "טל' 050-1234567",
    ],
)
def test_one_phone_has_one_form(typed):
    assert normal.phone(typed) == "+972501234567"


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("03-1234567", "+97231234567"),
        ("31234567", "+97231234567"),
        ("077-1234567", "+972771234567"),
        ("+44 20 7946 0958", "+442079460958"),
        ("0044 20 7946 0958", "+442079460958"),
        ("*2700", "2700"),
        ("100", "100"),
        ("1-700-700-700", "1700700700"),
        ("00", "00"),
        ("none", ""),
        ("+", ""),
    ],
)
def test_other_phones(typed, form):
    assert normal.phone(typed) == form


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("012345678", "012345678"),
        ("12345678", "012345678"),
        ("1234567-8", "012345678"),
        ("ab 123-456", "AB123456"),
        ("1234567890", "1234567890"),
        ("—", ""),
    ],
)
def test_identity_numbers(typed, form):
    assert normal.identity(typed) == form


@pytest.mark.parametrize(
    "group",
    [
        ("משה כהן", "כהן משה", "כהן, משה", " משה  כהן ", "מֹשֶׁה כֹּהֵן", "\u200fמשה כהן", "משה כהנ"),
        ("ג'ורג' בן-דוד", "ג׳ורג׳ בן־דוד", "גורג בן דוד", "ג’ורג’ בן – דוד"),
        ('רות צה"לי', "רות צה״לי", "רות צהלי"),
        ("José O'Neill", "jose oneill", "JOSE\u0301 O’NEILL", "ＪＯＳＥ ONeill"),
        ("Straße", "STRASSE", "strasse"),
        ("פיליפ", "פיליף"),
    ],
)
def test_spellings_of_one_name_have_one_form(group):
    assert len({normal.name(typed) for typed in group}) == 1


def test_names_that_differ_stay_apart():
    names = ["משה כהן", "משה כהנא", "משה", "כהן", "משהכהן", "משה לוי", "בן דוד", "בנדוד"]
    assert len({normal.name(typed) for typed in names}) == len(names)


def test_beginnings_fit_in_any_order():
    assert normal.begins("כה מש")("משה כהן")
    assert normal.begins("דו")("רחל בן-דוד")
    assert normal.begins("כהן")("משה כהנא")  # a final letter is typed while a name is being typed
    assert not normal.begins("שה")("משה כהן")
    assert not normal.begins("מש לו")("משה כהן")
    assert not normal.begins(" ")("משה כהן")


def test_a_token_is_an_hmac_under_a_derived_key():
    """Against HKDF and HMAC of the standard library."""
    secret = keyring().current_index.secret
    purpose = f"backcheck blind index|phone|{CLINIC}".encode()
    key = hmac.digest(hmac.digest(bytes(32), secret, "sha256"), purpose + b"\x01", "sha256")
    mac = hmac.digest(key, b"+972501234567", "sha256")[:16]
    expected = f"{keyring().current_index.id}|{urlsafe_b64encode(mac).decode()[:22]}"
    assert blind(keyring(), Kind.PHONE, "050-123-4567", CLINIC) == expected


def test_kinds_clinics_and_keys_have_tokens_of_their_own():
    number = "123456789"
    tokens = {
        blind(ring, kind, number, clinic).partition("|")[2]
        for ring in (keyring("a"), keyring("b"))
        for kind in Kind
        for clinic in (CLINIC, "b7c2")
    }
    assert len(tokens) == 12


def test_a_token_shows_nothing_of_the_value():
    token = blind(keyring(), Kind.PHONE, "0501234567", CLINIC)
    assert "1234567" not in token
    assert len(token) == 31


def test_rows_are_found_while_the_index_key_is_rotated():
    old = keyring()
    new = index_rotated(old, MADE_ON, drawing("b"))
    stored = blind(old, Kind.NAME, "משה כהן", CLINIC)
    renewed = blind(new, Kind.NAME, "כהן משה", CLINIC)
    assert sought(new, Kind.NAME, "כהן, משה", CLINIC) == (renewed, stored)
    assert index_key_of(stored) == old.current_index.id
    assert index_key_of(renewed) == new.current_index.id


def test_a_sealing_key_that_rotates_changes_no_token():
    new = rotated(keyring(), MADE_ON, drawing("b"))
    tokens = {blind(ring, Kind.NAME, "משה", CLINIC) for ring in (keyring(), new)}
    assert len(tokens) == 1


@pytest.mark.parametrize(("kind", "value"), [(Kind.PHONE, "?"), (Kind.NAME, "--"), (Kind.NAME, "")])
def test_nothing_is_not_indexed(kind, value):
    with pytest.raises(NothingToIndex, match=kind.value):
        blind(keyring(), kind, value, CLINIC)
    with pytest.raises(NothingToIndex):
        sought(keyring(), kind, value, CLINIC)
