"""The page docs/generated/locked-set.md: what came out on people by whom nobody tunes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.knowledge.how_often_wrong import how_often_wrong
from backcheck.knowledge.scenarios import Kind, locked_scenarios
from backcheck.verdict.operating import standard_error
from tools.markdown import table
from tools.measure_locked import results

_HELPING = ("VERY_LIKELY_HELPING", "PROBABLY_HELPING")
_RULE = "two_points_or_30_percent"


def locked_page() -> str:
    """What the set is, who is in it, and every measurement."""
    known = locked_scenarios().all
    people = [(f"`{key}`", each.kind.value, each.note) for key, each in known.items()]
    measured = results()
    none = "No release was measured on it yet.\n"
    return (
        "# The locked set\n\n"
        f"{len(known)} kinds of invented courses by which nobody tunes anything: the priors, cells "
        "and cuts were made without a look at what the model says of them. They are measured once "
        "per release and engine, by `python -m tools.measure_locked`, and what comes out stands "
        "here whatever it is; a second measurement of the same engine is refused unless it says "
        "why. How often we are wrong on the open ones, from which the product quotes, is "
        "[another page](how-often-wrong.md). None of these people is real either.\n\n"
        f"{table(('kind of course', 'kind', 'what it is'), people, numbers=False)}\n"
        f"{''.join(_one(each) for each in reversed(measured)) or none}"
    )


def _one(result: Mapping[str, Any]) -> str:
    why = f"Measured again: {result['again']}\n\n" if result["again"] else ""
    columns = (
        "kind of course",
        "true effect",
        "very likely helping",
        "helping at all",
        "better, cause unclear",
        "little sign of help",
        "worse",
        "visit rule “helped”",
        "effect within 90%",
        "change within 90%",
    )
    rows = [_row(key, each) for key, each in result["scenarios"].items()]
    return (
        f"## {result['engine']}\n\n"
        f"{why}{result['n']} courses of each kind, seed {result['seed']}; percent, with the "
        f"simulation error.\n\n{_comes_to(result)}{table(columns, rows)}\n"
    )


def _row(key: str, counts: Mapping[str, Any]) -> tuple[str, ...]:
    n, said = counts["n"], counts["verdicts"]
    shares = (
        said["VERY_LIKELY_HELPING"],
        _helping(counts),
        said["BETTER_CAUSE_UNCLEAR"],
        said["LITTLE_SIGN_OF_HELP"],
        said["WORSE"],
        counts["usual_helped"][_RULE],
        counts["covered"]["effect"],
        counts["covered"]["change"],
    )
    told = (f"{100 * k / n:.1f} ±{100 * standard_error(k, n):.1f}" for k in shares)
    return (f"`{key}`", f"{counts['effect_points']:.1f}", *told)


def _helping(counts: Mapping[str, Any]) -> int:
    return sum(counts["verdicts"][verdict] for verdict in _HELPING)


def _shares(result: Mapping[str, Any], helped: bool) -> dict[str, float]:
    """How often "helping" was said, of the kinds that were helped or of those that were not."""
    kinds = {key: scenario.kind for key, scenario in locked_scenarios().all.items()}
    return {
        key: _helping(each) / each["n"]
        for key, each in result["scenarios"].items()
        if (kinds[key] is Kind.HELPED) is helped
    }


def locked_sentence() -> str:
    """The worst of the latest measurement, for whoever reads of the open kinds; or nothing."""
    measured = results()
    if not measured:
        return ""
    worst = max(_shares(measured[-1], helped=False).values())
    return (
        f"On {len(locked_scenarios().all)} kinds [by which nobody tunes](locked-set.md), "
        f"measured once for each engine, it is at most {100 * worst:.1f}% instead. "
    )


def _comes_to(result: Mapping[str, Any]) -> str:
    """The worst cases beside those of the open set; by the kinds of today's file."""
    nulls, helped = _shares(result, helped=False), _shares(result, helped=True)
    worst = max(nulls, key=nulls.__getitem__)
    beside = _beside_the_open(nulls[worst]) if result["engine"] == how_often_wrong().engine else ""
    visit = max(
        result["scenarios"][key]["usual_helped"][_RULE] / result["scenarios"][key]["n"]
        for key in nulls
    )
    return (
        f"Where nothing helped, “helping” was said of at most {nulls[worst]:.1%} (`{worst}`)"
        f"{beside}; the visit rule said “helped” of up "
        f"to {visit:.0%}. Where the treatment helped, it was found in {min(helped.values()):.0%} "
        f"to {max(helped.values()):.0%}.\n\n"
    )


def _beside_the_open(rate: float) -> str:
    """Beside what the same engine does on the open kinds; of an earlier one that isn't kept."""
    open_rate = how_often_wrong().error_rates["probably_helping"].worst
    more = "more" if rate > open_rate else "no more"
    return f", {more} than on the open kinds ({open_rate:.1%})"
