"""The parts of docs/generated/how-often-wrong.md that only a reader of docs needs: what is found at
equal false alarms, what the intervals hold, who is stopped, who is called worse. All text hangs on
the figures, so that it can't contradict them."""

from __future__ import annotations

from collections.abc import Sequence

from backcheck.knowledge.how_often_wrong import how_often_wrong
from backcheck.knowledge.scenarios import Scenario, scenarios
from backcheck.knowledge.wording import label
from backcheck.verdict.diary import agreement
from backcheck.verdict.looks import is_look
from backcheck.verdict.operating import standard_error
from tools.locked_page import locked_sentence
from tools.markdown import table
from tools.measured_figures import (
    COVERAGE_GOAL,
    GOALS,
    METHODS,
    STRONG,
    code,
    found,
    look_share,
    mean_share,
    mean_visits,
    operating,
    percent,
    reached,
    said_at_end,
    worst_covered,
)
from tools.measuring.few_ratings import AFTER, BEFORE, SPAN, case_name
from tools.measuring.looks import CLINICIAN_VISITS, FIRST, WAYS

_DRIFTS = "drifting_scale"
_AGREED = [n for n in range(FIRST, int(agreement().planned_visits)) if is_look(n)]
_WAY_NAMES = {
    "agreed": f"as agreed, after {' and '.join(map(str, _AGREED))} visits",
    "every_visit": f"after every visit from number {FIRST}",
    "visit_four": f"after {CLINICIAN_VISITS} visits alone",
    "visit_rule": f"the visit rule, after {CLINICIAN_VISITS} visits",
}


def _ids(of: Sequence[Scenario]) -> list[str]:
    return [scenario.id for scenario in of]


def _helped() -> list[str]:
    return _ids(scenarios().helped())


def _nulls() -> list[str]:
    return _ids(scenarios().nothing_helped())


def _named(key: str) -> str:
    return label(f"rates.scenario_{key}")


def _four(method: str) -> str:
    return "/".join(f"{100 * found(method, key)[0]:.0f}" for key in STRONG)


def one_paragraph() -> str:
    """The answer, before any table."""
    rates = how_often_wrong().error_rates
    ours, visit = rates["probably_helping"], rates["two_points_or_30_percent"]
    others = [key for key in scenarios().all if key != _DRIFTS]
    effect, change = worst_covered("effect", list(scenarios().all)), worst_covered("change", others)
    worse = scenarios().worse()[0].id
    return (
        f"**In one paragraph.** On {len(scenarios().all)} kinds of invented courses, in "
        f"{len(_nulls())} of which nothing helped, we say “probably helping” or better of at most "
        f"{100 * ours.worst:.1f}% of those that nothing helped (worst: {_named(ours.worst_in)}); "
        "the usual visit rule says “helped” of up to "
        f"{100 * visit.worst:.1f}% of the same. {locked_sentence()}With every method's cut set "
        "so that it is wrong of at most 10% of each of these kinds, the model finds "
        f"{_four('model')}% of the courses with a strong/gradual/modest/late effect, the "
        f"difference of diary weeks {_four('week_fall')}%, that of visits "
        f"{_four('visit_fall')}%. Our 90% intervals hold the true effect in at least "
        f"{100 * effect[1]:.0f}% of every kind's courses and the true change in at least "
        f"{100 * change[1]:.0f}% (least: {_named(effect[0])}; {_named(change[0])}), but for a "
        f"scale that drifts. Looking as agreed stops {_stops('agreed')}; the visit rule after "
        f"{CLINICIAN_VISITS} visits stops {_stops('visit_rule')}. Of the courses that get worse "
        f"{100 * said_at_end(worse, 'WORSE'):.0f}% are called “probably worse” at their end, and "
        f"{100 * look_share(worse, 'agreed', 'told_to_stop'):.0f}% are told to stop at some look. "
        "None of these people is real.\n\n"
    )


def _stops(way: str) -> str:
    """Whom a way of looking stops before the end."""
    worst = max(_helped(), key=lambda key: look_share(key, way, "stopped"))
    return (
        f"{100 * mean_share(_nulls(), way, 'stopped'):.0f}% of the courses that nothing helps "
        f"before their end, and {100 * mean_share(_helped(), way, 'stopped'):.0f}% of those that "
        f"are helped (at most {100 * look_share(worst, way, 'stopped'):.0f}%: {_named(worst)})"
    )


def more_sections() -> str:
    """Everything below the tables that the product shows too."""
    return "".join(
        [_equal(), _covered(), _calibrated(), _stopped(), _by_scenario(), _worse(), _few()]
    )


def _equal() -> str:
    columns = ("", *(code(key) for key in _helped()), "area under the curve", "cut", "held by")
    rows = []
    for method, name in METHODS.items():
        entry = operating()["equal"][method]
        shares = [f"{share:.2f} ±{error:.2f}" for share, error in entry["found"].values()]
        area, error = entry["area"]
        rows.append(
            (name, *shares, f"{area:.3f} ±{error:.3f}", f"{entry['cut']:g}", code(entry["held_by"]))
        )
    own = [how_often_wrong().whole[key] for key in _helped()]
    errors = [standard_error(each.helping, each.n) for each in own]
    said = [f"{o.helping / o.n:.2f} ±{e:.2f}" for o, e in zip(own, errors, strict=True)]
    worst = how_often_wrong().error_rates["probably_helping"]
    alarms = f"{worst.worst:.2f} in {code(worst.worst_in)}"
    rows.append(("what the product says", *said, "", "", alarms))
    goals = [
        (
            goal.name,
            *(
                f"{wished:.2f}, {'reached' if yes else 'not reached'}"
                for wished, yes in zip(goal.found, reached(goal), strict=True)
            ),
        )
        for goal in GOALS
    ]
    return (
        "## At equal false alarms\n\n"
        "Share called “helping” when each method's cut is the lowest at which it is wrong of at "
        "most 10% of the courses of every kind that nothing helped. For the model that is P(effect "
        "≥ 1 point); for the others the points by which the pain fell. The area under the curve is "
        "how often a helped course ranks above one that nothing helped. After ± the sd over 200 "
        f"draws of these courses, {operating()['n']} of each kind, the cut chosen again each "
        "time.\n\n"
        f"{table(columns, rows)}\n"
        "What was wished of the model beforehand (issue “the engine earns its trust”):\n\n"
        f"{table(('', *(code(key) for key in STRONG)), goals)}\n"
    )


def _covered() -> str:
    measured, n = operating()["covered"], operating()["n"]
    rows = [
        (
            f"`{key}`",
            percent(measured[key]["effect"], n),
            percent(measured[key]["change"], n),
        )
        for key in scenarios().all
    ]
    short = {
        kind: [key for key in scenarios().all if measured[key][kind] < COVERAGE_GOAL * n]
        for kind in ("effect", "change")
    }

    def told(kind: str) -> str:
        names = ", ".join(f"`{key}`" for key in short[kind])
        return f"not reached for the {kind} in {names}" if names else f"reached for the {kind}"

    return (
        "## Do the intervals hold the truth?\n\n"
        f"Percent of {n} courses whose 90% interval at the end holds the true effect, and the true "
        f"change of the usual level. At least {COVERAGE_GOAL:.0%} everywhere was wished: "
        f"{told('effect')}; {told('change')}.\n\n"
        f"{table(('scenario', 'effect', 'change'), rows)}\n"
        f"In `{_DRIFTS}` the truth is the pain that is felt, and it does not change; a diary holds "
        "only the numbers put down, so no answer made from it can hold that truth.\n\n"
    )


def _calibrated() -> str:
    entries = operating()["calibration"]
    names = {
        "helping": "P(effect ≥ 1), at the end",
        "success_4": "success if continued, after 4 visits",
        "success_6": "success if continued, after 6 visits",
    }
    rows = []
    for key, name in names.items():
        pairs = " ".join(f"{said:.2f}→{true:.2f}" for _, said, true in entries[key]["tenths"])
        rows.append((name, str(entries[key]["n"]), f"{entries[key]['error']:.3f}", pairs))
    return (
        "## Does the probable come true as often as it is said?\n\n"
        "Said → true, in tenths of what was said, over all kinds of courses together. This hangs "
        f"on the mix: {len(_helped())} kinds in {len(scenarios().all)} are helped, by 1.6 points "
        "or more, and nobody by a little, while the model expects many small effects. It is no "
        "test of the arithmetic; that is simulation-based calibration on people drawn from the "
        "model's own prior ([validation](../validation.md)).\n\n"
        f"{table(('', 'courses', 'calibration error', 'said → true'), rows, numbers=False)}\n"
    )


def _stopped() -> str:
    rows = []
    for way in WAYS:
        rows.append(
            (
                _WAY_NAMES[way],
                f"{mean_share(_nulls(), way, 'stopped'):.0%}",
                f"{mean_visits(_nulls(), way):.1f}",
                f"{mean_share(_helped(), way, 'stopped'):.0%}",
                *(f"{look_share(key, way, 'stopped'):.0%}" for key in _helped()),
                f"{mean_visits(_helped(), way):.1f}",
            )
        )
    columns = (
        "looking",
        "nothing helps: stopped",
        "visits",
        "helped: stopped",
        *(code(key) for key in _helped()),
        "visits",
    )
    anyhow = []
    for way in ("agreed", "every_visit"):
        worst = max(_nulls(), key=lambda key, way=way: look_share(key, way, "helping"))
        share = look_share(worst, way, "helping")
        anyhow.append(f"{share:.0%} at most {_WAY_NAMES[way]} (`{worst}`)")
    return (
        "## Who is stopped, and when\n\n"
        f"The first {operating()['looks_n']} courses of each kind, judged on the day before the "
        "next visit. A course ends early when the next step is to stop (worse, or success if "
        "continued improbable); the visit rule ends it when it does not say “helped”. Means over "
        "kinds; a share of one kind carries a simulation error of up to "
        f"{100 * 0.5 / operating()['looks_n'] ** 0.5:.0f} points.\n\n"
        f"{table(columns, rows)}\n"
        "“Probably helping” or better was said at any look, of courses that nothing helped: "
        f"{'; '.join(anyhow)}.\n\n"
    )


def _by_scenario() -> str:
    rows = []
    for key in (*_nulls(), *_helped()):
        counts = operating()["looks"][key]
        cells = [f"`{key}`"]
        for way in ("agreed", "every_visit", "visit_rule"):
            stopped = percent(counts[way]["stopped"], counts["n"])
            cells += [stopped, f"{counts[way]['visits'] / counts['n']:.1f}"]
        for way in ("agreed", "every_visit"):
            cells += [percent(counts[way]["helping"], counts["n"])]
        finished = percent(counts["agreed"]["finished"], counts["n"])
        rows.append((*cells, finished))
    columns = (
        "scenario",
        "stopped as agreed, %",
        "visits",
        "every visit, %",
        "visits",
        "visit rule, %",
        "visits",
        "ever “helping”, as agreed, %",
        "every visit, %",
        "finished as agreed, %",
    )
    return (
        f"{table(columns, rows)}\n"
        "Finished: the aim was reached, the usual level is at most 1; it ends a course too and is "
        "not counted as stopped.\n\n"
    )


def _worse() -> str:
    rows = []
    held = "worsening_held"
    for key in (*_ids(scenarios().worse()), held):
        counts = operating()["looks"][key]
        n = counts["n"]
        whole = how_often_wrong().whole[key]
        rows.append(
            (
                f"`{key}`",
                percent(whole.verdicts["WORSE"], whole.n),
                percent(counts["agreed"]["worse"], n),
                percent(counts["every_visit"]["worse"], n),
                percent(counts["agreed"]["told_to_stop"], n),
                percent(whole.verdicts["LITTLE_SIGN_OF_HELP"], whole.n),
                percent(counts["agreed"]["little"], n),
                percent(whole.helping, whole.n),
            )
        )
    columns = (
        "scenario",
        "worse, at the end, %",
        "at any look agreed, %",
        "at any visit, %",
        "told to stop at a look agreed or the end, %",
        "little sign of help, at the end, %",
        "at any look agreed, %",
        "helping, at the end, %",
    )
    useless = how_often_wrong().whole[held]
    return (
        "## Getting worse\n\n"
        f"`worsening`: {_named('worsening')}; the study's prototype recognised 28%. `{held}`: "
        f"{_named(held)}; there “little sign of help” is wrong, and was said of "
        f"{100 * useless.verdicts['LITTLE_SIGN_OF_HELP'] / useless.n:.0f}% at the end.\n\n"
        f"{table(columns, rows)}\n"
    )


def _few() -> str:
    counts, n = operating()["few_ratings"], operating()["few_n"]
    rows = []
    for before in BEFORE:
        cells = [str(before)]
        for span in SPAN:
            for after in AFTER:
                case = case_name(span, before, after)
                worst = max(counts, key=lambda key, case=case: counts[key][case])
                mean = sum(each[case] for each in counts.values()) / len(counts) / n
                most = f", at most {counts[worst][case] / n:.0%} ({code(worst)})" if mean else ""
                cells.append(f"{mean:.1%}{most}")
        rows.append(tuple(cells))
    columns = (
        "days rated before",
        *(f"{after} days after, the first ones" for after in AFTER),
        *(f"{after} days after, to the end" for after in AFTER),
    )
    return (
        "## Called worse with few ratings\n\n"
        f"The first {n} courses of the {len(counts)} kinds in which nothing helped and nobody got "
        "worse, with all ratings taken away but a few: the last days before the first visit, and "
        "after it either the first days, judged then, or as many spread to the end, judged there. "
        "How often “probably worse” is said, wrongly each time: the mean over kinds, and the "
        "worst.\n\n"
        f"{table(columns, rows)}\n"
    )
