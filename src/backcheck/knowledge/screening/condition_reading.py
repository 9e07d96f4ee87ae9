"""Conditions as the files write them: a table with one of ``answer``, ``quantity``, ``person``,
``any``, ``all``, ``of``, ``finding`` and ``some``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from backcheck.knowledge.reading import Reader, Table

from .condition import Answered, Compared, Condition, Finding, Person, Several, Unanswered
from .given import QUANTITIES, Sex
from .question import NO, NOT_SURE

_NEVER = Several(1, ())
_KEYS = {
    "answer": {"is", "was"},
    "quantity": {"at_least", "below", "if_unknown"},
    "person": {"is", "if_unknown"},
    "any": set(),
    "all": set(),
    "of": {"at_least"},
    "finding": set(),
    "some": set(),
}
_PERSON = {"sex": [each.value for each in Sex], "pregnant": ["yes", "no"]}


class ConditionReader:
    """Reads conditions of one file; faults go to its ``Reader``.

    ``values`` are the answers each question allows (none for a number), ``emergency`` the questions
    that any rule of an emergency looks at, ``findings`` the conditions with a name.
    """

    def __init__(self, reader: Reader, values: Mapping[str, tuple[str, ...]]):
        self.reader = reader
        self.values = values
        self.emergency: tuple[str, ...] = ()
        self.findings: dict[str, Finding] = {}

    def read(self, entry: Any, place: str) -> Condition:
        """One condition."""
        kinds = [kind for kind in _KEYS if isinstance(entry, dict) and kind in entry]
        if len(kinds) != 1 or set(entry) - {kinds[0]} - _KEYS[kinds[0]]:
            self.reader.fault(place, f"{entry!r} is no condition: one of {', '.join(_KEYS)}")
            return _NEVER
        match kinds[0]:
            case "answer":
                return self._answered(entry, place)
            case "quantity":
                return self._compared(entry, place)
            case "person":
                return self._person(entry, place)
            case "finding":
                return self._finding(entry["finding"], place)
            case "some":
                return self._some(entry["some"], place)
        return self._several(kinds[0], entry, place)

    def _answered(self, entry: Table, place: str) -> Condition:
        asked = [entry["answer"]] if isinstance(entry["answer"], str) else entry["answer"]
        found = []
        for question in asked:
            if not self.values.get(question):
                self.reader.fault(place, f"{question!r} is no question with values")
                continue
            values = self._words(entry, "is", place, self.values[question])
            before = frozenset[str]()
            if "was" in entry:
                before = self._words(entry, "was", place, self.values[question])
            found.append(Answered(question, values, before))
        return found[0] if len(found) == 1 else Several(1, tuple(found))

    def _words(self, entry: Table, key: str, place: str, allowed: Iterable[str]) -> frozenset[str]:
        found, known = entry.get(key), list(allowed)
        if not isinstance(found, list) or not found or set(found) - set(known):
            self.reader.fault(place, f"{key} must be a list out of {', '.join(known)}: {found!r}")
            return frozenset()
        return frozenset(found)

    def _compared(self, entry: Table, place: str) -> Condition:
        name = entry["quantity"]
        numbers = [key for key, values in self.values.items() if not values]
        if name not in (*QUANTITIES, *numbers):
            self.reader.fault(place, f"{name!r} is no quantity and no question for a number")
        low, high = -math.inf, math.inf
        if "at_least" in entry:
            low = self.reader.number(entry, "at_least", place, 0.0, 36525.0)
        if "below" in entry:
            high = self.reader.number(entry, "below", place, 0.0, 36525.0)
        if not low < high or (math.isinf(low) and math.isinf(high)):
            self.reader.fault(place, "at_least or below must say a range that is not empty")
        return Compared(str(name), low, high, self._if_unknown(entry, place))

    def _person(self, entry: Table, place: str) -> Condition:
        allowed = _PERSON.get(entry["person"], [])
        values = self._words(entry, "is", place, allowed)
        return Person(str(entry["person"]), values, self._if_unknown(entry, place))

    def _if_unknown(self, entry: Table, place: str) -> bool:
        """What is unknown is never silently harmless: the file has to say what it counts as."""
        return self.reader.truth(entry, "if_unknown", place)

    def _finding(self, name: str, place: str) -> Condition:
        if name not in self.findings:
            self.reader.fault(place, f"there is no finding {name!r} above")
        return self.findings.get(name, _NEVER)

    def _some(self, what: str, place: str) -> Condition:
        """What is asked of every question alike."""
        with_values = {key: values for key, values in self.values.items() if values}
        parts: list[Condition]
        match what:
            case "not_sure":
                parts = [Answered(key, frozenset({NOT_SURE})) for key in with_values]
            case "new_since_last_time":
                parts = [
                    Answered(key, frozenset(values) - {NO, NOT_SURE}, frozenset({NO}))
                    for key, values in with_values.items()
                ]
            case "unanswered_emergency":
                parts = [Unanswered(key) for key in self.emergency]
            case _:
                self.reader.fault(place, f"some {what!r} is not known")
                parts = []
        return Several(1, tuple(parts))

    def _several(self, kind: str, entry: Table, place: str) -> Condition:
        given = entry[kind]
        if not isinstance(given, list) or not given:
            self.reader.fault(place, f"{kind} must be a list of conditions")
            return _NEVER
        parts = tuple(self.read(each, place) for each in given)
        match kind:
            case "any":
                return Several(1, parts)
            case "all":
                return Several(len(parts), parts)
        return Several(int(self.reader.number(entry, "at_least", place, 1, len(parts))), parts)
