"""Settings are read from the environment and one file, and refused in words, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.knowledge.wording import languages
from backcheck.web.configuration.configuration import NO_SETTINGS, Configuration
from backcheck.web.configuration.database_address import PostgreSQL, database_address
from backcheck.web.configuration.reading import read
from backcheck.web.configuration.setting import WrongSettings, settings_of, variable

SECRET = "hunter2-hunter2"


def faults(environment: dict[str, str], file: Path | None = None) -> list[str]:
    with pytest.raises(WrongSettings) as told:
        read(environment, file)
    return str(told.value).splitlines()


def test_nothing_need_be_set() -> None:
    found = read({}, None)
    assert (found.database, found.language) == (None, "en")
    assert found.data.is_absolute()
    assert found.keys.is_absolute()
    assert not found.keys.is_relative_to(found.data)  # who copies the data has no key


def test_a_checkout_keeps_its_own(tmp_path: Path) -> None:
    found = read({"BACKCHECK_HOME": str(tmp_path)}, None)
    assert (found.data, found.keys) == (tmp_path / "data", tmp_path / "keys")


def test_every_language_there_is_can_be_set() -> None:
    for code in languages():
        assert read({"BACKCHECK_LANGUAGE": code}, None).language == code
        assert f"`{code}`" in settings_of(Configuration)["language"].takes


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "backcheck.toml"
    file.write_text('language = "he"\ndata = "here"\n', encoding="utf-8")
    assert read({}, file).language == "he"
    found = read({"BACKCHECK_LANGUAGE": "en"}, file)
    assert found.language == "en"
    assert found.data == tmp_path / "here"  # seen from the file, wherever the command runs


def test_every_fault_is_told_at_once_with_what_to_write(tmp_path: Path) -> None:
    file = tmp_path / "backcheck.toml"
    file.write_text('langage = "he"\nkeys = 3\n', encoding="utf-8")
    (tmp_path / "taken").write_text("", encoding="utf-8")
    told = faults(
        {
            "BACKCHECK_LANGUAGE": "fr",
            "BACKCHECK_DATA": str(tmp_path / "taken"),
            "BACKCHECK_DATABASE": "mysql://me@there/it",
            "BACKCHECK_DATABSE": "",
        },
        file,
    )
    assert len(told) == 6
    text = "\n".join(told)
    assert "BACKCHECK_LANGUAGE = 'fr': write en or he" in text
    assert "this is a file; write the path of a folder" in text
    assert "BACKCHECK_DATABASE: only SQLite and PostgreSQL are known" in text
    assert "no setting BACKCHECK_DATABSE; write BACKCHECK_DATABASE" in text
    assert f"{file}: there is no setting langage; write language" in text
    assert f"{file}: keys = 3: write it as text, in quotes" in text


@pytest.mark.parametrize("content", [b"language = he", b'language = "\xff"', None])
def test_a_file_that_can_not_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "backcheck.toml"
    if content is not None:
        file.write_bytes(content)
    (told,) = faults({}, file)
    assert str(file) in told
    assert "name a file that is there" in told or "write lines of the form" in told


def test_what_is_no_setting_but_ours_is_left_alone() -> None:
    read(dict.fromkeys(NO_SETTINGS, "anything"), None)
    read({"PATH": "anything"}, None)


def test_a_database_on_a_server() -> None:
    found = database_address("postgresql://ann%40x:a%3Ab@db.example:5433/clinic?sslmode=require")
    assert found == PostgreSQL(
        "clinic", "ann@x", "a:b", "db.example", 5433, (("sslmode", "require"),)
    )
    assert not found.is_here


@pytest.mark.parametrize(
    ("server", "host"),
    [("", ""), ("localhost", "localhost"), ("[::1]", "::1"), ("%2FRun%2Fpg", "/Run/pg")],
)
def test_a_database_of_this_computer(server: str, host: str) -> None:
    found = database_address(f"postgresql://ann@{server}/clinic")
    assert found is not None
    assert (found.host, found.port, found.is_here) == (host, None, True)


@pytest.mark.parametrize(
    "text",
    [
        f"postgresql://:{SECRET}@host/name",
        f"postgresql://ann:{SECRET}@host/",
        f"postgresql://ann:{SECRET}@host:x/name",
        f"postgresql://ann:{SECRET}@host:0/name",
        f"postgresql://ann:{SECRET}@host:65536/name",
        f"postgresql://ann:{SECRET}@[::1/name",
        f"postgresql://ann:{SECRET}@host/name/more",
        f"postgresql://ann:{SECRET}@host/name#more",
        f"postgresql://ann:{SECRET}@host/name?options=-c",
        f"postgresql://ann:{SECRET} @host/name",
        f"oracle://ann:{SECRET}@host/name",
        SECRET,
    ],
)
def test_a_wrong_address_is_refused_without_its_password(text: str) -> None:
    (told,) = faults({"BACKCHECK_DATABASE": text})
    assert SECRET not in told
    assert "write" in told or "a port is a number" in told


def test_a_password_is_not_shown_by_chance() -> None:
    assert SECRET not in repr(database_address(f"postgresql://ann:{SECRET}@host/name"))


@pytest.mark.parametrize("name", ["BACKCHECK_DATA", "BACKCHECK_KEYS"])
def test_a_path_that_no_folder_can_have_is_refused(name: str, tmp_path: Path) -> None:
    (told,) = faults({name: "a" * 300})
    assert "write the path of another folder: File name too long" in told
    (tmp_path / "file").touch()
    (told,) = faults({name: str(tmp_path / "file")})
    assert "this is a file" in told


@given(
    st.dictionaries(st.sampled_from([variable(n) for n in settings_of(Configuration)]), st.text())
)
def test_whatever_is_written_is_read_or_refused_in_words(environment: dict[str, str]) -> None:
    try:
        read(environment, None)
    except WrongSettings as told:
        assert str(told)
