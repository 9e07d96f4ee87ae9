"""How often each answer is given to simulated courses, as measured by tools/measure_rates.py, and
what follows: how often an answer is wrong. Everything the product says about it is derived here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .reading import DATA, KnowledgeFaults
from .scenarios import Scenario, Scenarios, scenarios
from .thresholds import USUAL_RULES

FILE = "how_often_wrong.json"
_VERDICTS = (
    "WORSE",
    "VERY_LIKELY_HELPING",
    "PROBABLY_HELPING",
    "BETTER_CAUSE_UNCLEAR",
    "LITTLE_SIGN_OF_HELP",
    "CANNOT_TELL_YET",
)
_HELPING = ("VERY_LIKELY_HELPING", "PROBABLY_HELPING")
_HEAD = ("engine", "command", "seed", "n", "small_n", "scenarios")
_TALLIES = ("verdicts", "next_steps", "usual_helped", "usual_unknown")


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each answer was given to ``n`` courses of a scenario.

    ``usual_helped`` counts each usual rule's "helped", ``usual_unknown`` where it could not be
    computed. Every verdict, step and rule has its key, with 0 where it never came up.
    ``effect_points`` is what the treatment truly did, the mean over the courses.
    """

    scenario: str
    seed: int
    n: int
    effect_points: float
    verdicts: Mapping[str, int]
    next_steps: Mapping[str, int]
    usual_helped: Mapping[str, int]
    usual_unknown: Mapping[str, int]

    @property
    def helping(self) -> int:
        """Either of the two verdicts that say it helps."""
        return sum(self.verdicts[verdict] for verdict in _HELPING)


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How often an answer is given where it should not be: least and worst of the scenarios, and
    which those are."""

    id: str
    least: float
    worst: float
    least_in: str
    worst_in: str


@dataclass(frozen=True, slots=True)
class FoundRate:
    """How often an answer is given where it should be."""

    id: str
    found_fraction: float
    found_in: str


@dataclass(frozen=True, slots=True)
class SaidRate:
    """How often an answer is given that says nothing of the cause: least and most of the
    scenarios, where nothing helped and where the treatment did."""

    id: str
    least_of_nothing: float
    most_of_nothing: float
    least_of_helped: float
    most_of_helped: float


@dataclass(frozen=True, slots=True)
class HowOftenWrong:
    """The measured counts by scenario: ``whole`` of the study, ``small`` of its first courses."""

    engine: str
    command: str
    seed: int
    n: int
    small_n: int
    whole: Mapping[str, Counts]
    small: Mapping[str, Counts]
    error_rates: Mapping[str, ErrorRate]
    found_rates: Mapping[str, FoundRate]
    said_rates: Mapping[str, SaidRate]


def read_how_often_wrong(text: str | None = None) -> HowOftenWrong:
    """Read how_often_wrong.json (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    root = json.loads((DATA / FILE).read_text(encoding="utf-8") if text is None else text)
    known, found = scenarios(), root.get("scenarios", {})
    faults = [f"{key} is missing" for key in _HEAD if key not in root]
    for key in sorted(set(known.all) ^ set(found)):
        faults.append(f"{key}: {'was not measured' if key in known.all else 'no such scenario'}")
    for key, entry in found.items():
        faults += _faults(f"{key}.whole", entry.get("whole", {}), root.get("n"))
        faults += _faults(f"{key}.small", entry.get("small", {}), root.get("small_n"))
    if faults:
        raise KnowledgeFaults(FILE, [*faults, "run python -m tools.measure_rates"])
    seed = int(root["seed"])
    whole = {key: Counts(key, seed, **found[key]["whole"]) for key in known.all}
    small = {key: Counts(key, seed, **found[key]["small"]) for key in known.all}
    return HowOftenWrong(
        engine=str(root["engine"]),
        command=str(root["command"]),
        seed=seed,
        n=int(root["n"]),
        small_n=int(root["small_n"]),
        whole=whole,
        small=small,
        error_rates=error_rates(whole, known),
        found_rates=found_rates(whole, known),
        said_rates=said_rates(whole, known),
    )


def _faults(place: str, entry: Mapping[str, Any], n: object) -> list[str]:
    """What is wrong with one set of counts."""
    missing = {"n", "effect_points", *_TALLIES} ^ set(entry)
    if missing:
        return [f"{place}: {', '.join(sorted(missing))} missing or not known"]
    found = [] if entry["n"] == n else [f"{place}: n must be {n}, not {entry['n']}"]
    for tally in _TALLIES:
        counts = entry[tally].values()
        if any(not isinstance(c, int) or not 0 <= c <= entry["n"] for c in counts):
            found.append(f"{place}.{tally}: counts are whole numbers from 0 to n")
        elif not tally.startswith("usual_") and sum(counts) != entry["n"]:
            found.append(f"{place}.{tally}: the counts must sum to n")
    if set(entry["verdicts"]) != set(_VERDICTS):
        found.append(f"{place}.verdicts: must be {', '.join(_VERDICTS)}")
    for tally in ("usual_helped", "usual_unknown"):
        if set(entry[tally]) != set(USUAL_RULES):
            found.append(f"{place}.{tally}: must be {', '.join(USUAL_RULES)}")
    return found


def error_rates(measured: Mapping[str, Counts], of: Scenarios) -> Mapping[str, ErrorRate]:
    """How often an answer is wrong.

    "Helping" and every usual rule's "helped": over the scenarios in which nothing helped, worsening
    among them, the same ones for all. "Probably helping" counts the surer verdict too. "Little sign
    of help" and "cannot tell yet": where the treatment did help. "Worse": where nobody got worse. A
    usual rule's rate is a share of all courses: where it could not be computed it did not say
    "helped".
    """
    nothing, very = of.nothing_helped(), "VERY_LIKELY_HELPING"
    rates = [
        _rate(very.lower(), nothing, {k: m.verdicts[very] / m.n for k, m in measured.items()}),
        _rate("probably_helping", nothing, {k: m.helping / m.n for k, m in measured.items()}),
    ]
    for verdict, wrong_in in (
        ("LITTLE_SIGN_OF_HELP", of.helped()),
        ("CANNOT_TELL_YET", of.helped()),
        ("WORSE", of.nobody_worse()),
    ):
        shares = {key: each.verdicts[verdict] / each.n for key, each in measured.items()}
        rates.append(_rate(verdict.lower(), wrong_in, shares))
    for rule in USUAL_RULES:
        shares = {key: each.usual_helped[rule] / each.n for key, each in measured.items()}
        rates.append(_rate(rule, nothing, shares))
    return {rate.id: rate for rate in rates}


def _rate(answer: str, where: Iterable[Scenario], shares: Mapping[str, float]) -> ErrorRate:
    keys = [scenario.id for scenario in where]
    least, worst = min(keys, key=shares.__getitem__), max(keys, key=shares.__getitem__)
    return ErrorRate(answer, shares[least], shares[worst], least, worst)


def found_rates(measured: Mapping[str, Counts], of: Scenarios) -> Mapping[str, FoundRate]:
    """How often "worse" is said where everybody got worse: the scenario where it is seldomest."""
    shares = {s.id: measured[s.id].verdicts["WORSE"] / measured[s.id].n for s in of.worse()}
    least = min(shares, key=shares.__getitem__)
    return {"worse": FoundRate("worse", shares[least], least)}


def said_rates(measured: Mapping[str, Counts], of: Scenarios) -> Mapping[str, SaidRate]:
    """How often "better, cause unclear" is said: right or wrong nowhere, so told for both sides."""
    verdict = "BETTER_CAUSE_UNCLEAR"
    shares = {key: each.verdicts[verdict] / each.n for key, each in measured.items()}
    nothing, helped = (
        [shares[scenario.id] for scenario in side] for side in (of.nothing_helped(), of.helped())
    )
    name = verdict.lower()
    return {name: SaidRate(name, min(nothing), max(nothing), min(helped), max(helped))}


@cache
def how_often_wrong() -> HowOftenWrong:
    """What was measured for this release."""
    return read_how_often_wrong()
