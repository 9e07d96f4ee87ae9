"""The JSON object of an answer as one flat row: keys joined with ``_``."""

from __future__ import annotations

from .answer_json import Json


def flat(answer: Json) -> Json:
    """The row of ``to_json``'s object: ``{"effect": {"mean": 1}}`` gives ``{"effect_mean": 1}``.

    Lists of texts stay lists. Left out are ``signs``, a list of objects, and ``robust``, which is
    asked of one course and not of many. ``on`` is always a text, since courses of dates and of day
    numbers share its column.
    """
    told = {key: value for key, value in answer.items() if key not in {"signs", "robust"}}
    return {**dict(_flattened(told)), "on": str(answer["on"])}


def _flattened(answer: Json) -> list[tuple[str, object]]:
    row: list[tuple[str, object]] = []
    for key, value in answer.items():
        if isinstance(value, dict):
            row += [(f"{key}_{inner}", held) for inner, held in _flattened(value)]
        else:
            row.append((key, value))
    return row
