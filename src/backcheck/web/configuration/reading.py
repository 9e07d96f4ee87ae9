"""Settings are read: the environment wins over the file, and every fault is told at once."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .configuration import NO_SETTINGS, Configuration
from .setting import PREFIX, Setting, WrongSettings, settings_of, variable

FILE = "BACKCHECK_SETTINGS"


@dataclass(frozen=True, slots=True)
class Written:
    """What stands somewhere under the name of a setting."""

    where: str
    text: object
    beside: Path | None = None  # the folder of the file: paths in it are seen from there


def here() -> Configuration:
    """The settings of this process.

    Raises:
        WrongSettings: they can't be used.
    """
    return read(os.environ, _file(os.environ))


def _file(environment: Mapping[str, str]) -> Path | None:
    named = environment.get(FILE)
    return Path(named) if named else None


def read(environment: Mapping[str, str], file: Path | None) -> Configuration:
    """The settings that an environment and a file give.

    Raises:
        WrongSettings: any is unknown or wrong, or the file can't be read.
    """
    faults: list[str] = []
    written = {**_in_file(file, faults), **_in_environment(environment, faults)}
    values: dict[str, Any] = {}
    for name, setting in settings_of(Configuration).items():
        if name not in written:
            values[name] = setting.default(environment)
            continue
        try:
            values[name] = _value(setting, written[name])
        except ValueError as error:
            faults.append(_told(setting, written[name], error))
    if faults:
        raise WrongSettings("\n".join(faults))
    return Configuration(**values)


def _value(setting: Setting, written: Written) -> object:
    if not isinstance(written.text, str):
        raise ValueError("write it as text, in quotes")
    found = setting.read(written.text)
    if isinstance(found, Path):
        return (written.beside or Path.cwd()) / found
    return found


def _told(setting: Setting, written: Written, error: ValueError) -> str:
    shown = "" if setting.secret else f" = {written.text!r}"
    return f"{written.where}{shown}: {error}"


def _in_environment(environment: Mapping[str, str], faults: list[str]) -> dict[str, Written]:
    found = {name: text for name, text in environment.items() if name.startswith(PREFIX)}
    known = {variable(name): name for name in settings_of(Configuration)}
    faults += _unknown("the environment", found, [*known, *NO_SETTINGS])
    return {known[key]: Written(key, text) for key, text in found.items() if key in known}


def _in_file(file: Path | None, faults: list[str]) -> dict[str, Written]:
    if file is None:
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        faults.append(f"{FILE}: {file} can't be read ({error.strerror}); name a file that is there")
        return {}
    except ValueError as error:
        faults.append(f'{file}: {error}; write lines of the form language = "en", as UTF-8')
        return {}
    known = settings_of(Configuration)
    faults += _unknown(str(file), table, list(known))
    beside = file.absolute().parent
    return {
        name: Written(f"{file}: {name}", text, beside)
        for name, text in table.items()
        if name in known
    }


def _unknown(where: str, found: Mapping[str, object], known: list[str]) -> Iterator[str]:
    for name in found:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, 1) or [", ".join(known)]
        yield f"{where}: there is no setting {name}; write {near[0]}, or leave it out"
