"""A screening file (JSON) becomes answers and context; every fault is told with its place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from backcheck.knowledge.screening.given import Answers, Context
from backcheck.knowledge.screening.given_reading import GivenFault, read_given, shown
from backcheck.knowledge.screening.question import Questions

_KEYS = ("answers", "context")
_EXAMPLE = '{"answers": {"fever": "no"}, "context": {"age": 44}}'
_MOST_BYTES = 1_000_000


class ScreeningFileFaults(ValueError):
    """A screening file that can't be used; ``faults`` holds all that is wrong with it."""

    def __init__(self, faults: Iterable[GivenFault]):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.lines))

    @property
    def lines(self) -> list[str]:
        """A line each: place, what is wrong, what to write instead."""
        return [f"{each.place}: {each.message}; {each.remedy}" for each in self.faults]


def from_json(data: bytes, asked: Questions) -> tuple[Answers, Context]:
    """Read a screening file against the questions there are.

    Raises:
        ScreeningFileFaults: all that is wrong with it.
    """
    twice: list[GivenFault] = []
    whole = _whole(data, twice)
    faults = list(twice)
    for key in [key for key in whole if key not in _KEYS]:
        remedy = "leave it out; a file holds answers and context"
        faults.append(GivenFault(shown(key), "is not known here", remedy))
    if "answers" not in whole:
        faults.append(GivenFault("answers", "is missing", f"write {_EXAMPLE}"))
    given = read_given(whole.get("answers", {}), whole.get("context") or {}, asked)
    faults += given.faults
    if faults:
        raise ScreeningFileFaults(faults)
    return given.answers, given.context


def _whole(data: bytes, twice: list[GivenFault]) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            remedy = "keep one of them: which answer holds can't be guessed"
            twice.append(GivenFault(shown(key), "stands there twice", remedy))
        return dict(pairs)

    if len(data) > _MOST_BYTES:
        raise _unreadable("is too long for a screening", "give one screening a file")
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=once)
    except UnicodeDecodeError as error:
        raise _unreadable("is not UTF-8", "save it as UTF-8") from error
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _unreadable(f"is not JSON at {where} ({error.msg})", f"write {_EXAMPLE}") from error
    except (RecursionError, ValueError) as error:
        raise _unreadable("is not a screening", f"write {_EXAMPLE}") from error
    if not isinstance(found, dict):
        raise _unreadable("is not a JSON object", f"write {_EXAMPLE}")
    return found


def _unreadable(message: str, remedy: str) -> ScreeningFileFaults:
    return ScreeningFileFaults([GivenFault("file", message, remedy)])
