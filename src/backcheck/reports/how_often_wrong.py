"""How often each answer is right and wrong on simulated courses, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence

from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.how_often_wrong import how_often_wrong as measured_rates
from backcheck.knowledge.scenarios import Scenario, scenarios
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.thresholds import USUAL_RULES
from backcheck.knowledge.wording import Audience, label, number, render
from backcheck.verdict.operating import standard_error
from backcheck.verdict.rules import Verdict

from .document import Sayings, Table

VERDICTS = (
    Verdict.VERY_LIKELY_HELPING,
    Verdict.PROBABLY_HELPING,
    Verdict.BETTER_CAUSE_UNCLEAR,
    Verdict.CANNOT_TELL_YET,
    Verdict.LITTLE_SIGN_OF_HELP,
    Verdict.WORSE,
)


def how_often_wrong(language: str = "en") -> tuple[Sayings | Table, ...]:
    """What was measured for this release: what the tables are, where nothing helped, where
    something did, and what it comes to.

    Args:
        language: one of ``wording.languages()``.
    """
    known, measured = scenarios(), measured_rates()
    visit, week, strict = (label(f"rule.{rule}", language) for rule in USUAL_RULES)

    def table(heading: str, wanted: Sequence[Scenario]) -> Table:
        counts = [measured.whole[scenario.id] for scenario in wanted]
        return rates_table(heading, wanted, counts, language)

    return (
        Sayings(
            label("rates.title", language),
            (
                label("rates.what", language, count=measured.n),
                label("rates.columns", language),
                label("rates.rules", language, visit=visit, week=week, strict=strict),
                label("rates.error", language),
            ),
        ),
        table("rates.nothing_helped", known.nothing_helped()),
        table("rates.helped", known.helped()),
        Sayings(label("rates.meaning", language), meaning(language)),
    )


def rates_table(
    heading: str,
    wanted: Sequence[Scenario],
    counts: Sequence[Counts],
    language: str = "en",
    digits: int = 1,
) -> Table:
    """Scenarios by what is said of them: our six verdicts, then each usual rule's "helped".

    Args:
        heading: the id of the label that names the table.
        wanted: the scenarios, a row each.
        counts: theirs, in the same order.
        language: one of ``wording.languages()``.
        digits: how many of a percentage's decimals are shown.
    """
    verdicts = (
        render(Sentence(f"verdict.{verdict.value}"), Audience.PRACTITIONER, language)
        for verdict in VERDICTS
    )
    rules = (label(f"rates.rule_{rule}", language) for rule in USUAL_RULES)
    return Table(
        (label(heading, language), label("rates.effect", language), *verdicts, *rules),
        tuple(
            _row(scenario, each, language, digits)
            for scenario, each in zip(wanted, counts, strict=True)
        ),
    )


def _row(scenario: Scenario, counts: Counts, language: str, digits: int) -> tuple[str, ...]:
    said = [counts.verdicts[verdict.value] for verdict in VERDICTS]
    said += [counts.usual_helped[rule] for rule in USUAL_RULES]
    return (
        label(f"rates.scenario_{scenario.id}", language),
        number(counts.effect_points, 1, language),
        *(share(count, counts.n, language, digits) for count in said),
    )


def share(count: int, n: int, language: str, digits: int) -> str:
    """A share with its simulation error, percent."""
    return label(
        "rates.share",
        language,
        share=number(100.0 * count / n, digits, language),
        error=number(100.0 * standard_error(count, n), digits, language),
    )


def meaning(language: str = "en") -> tuple[str, ...]:
    """What the tables come to, the worst case by its name."""
    measured = measured_rates()
    rates, found = measured.error_rates, measured.found_rates["worse"]
    very, ours = rates["very_likely_helping"], rates["probably_helping"]
    usual, little = rates["two_points_or_30_percent"], rates["little_sign_of_help"]

    def named(scenario: str) -> str:
        return label(f"rates.scenario_{scenario}", language)

    known = scenarios()
    shares = {s.id: measured.whole[s.id].helping / measured.n for s in known.helped()}
    most, fewest = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
    return (
        label("rates.worst", language, ours=ours.worst, where=named(ours.worst_in)),
        label("rates.surest", language, worst=very.worst, where=named(very.worst_in)),
        label(
            "rates.usual", language, low=usual.least, high=usual.worst, where=named(usual.worst_in)
        ),
        label(
            "rates.finds",
            language,
            most=shares[most],
            where=named(most),
            fewest=shares[fewest],
            other=named(fewest),
        ),
        label("rates.misses", language, high=little.worst, where=named(little.worst_in)),
        label("rates.worse", language, found=found.found_fraction, high=rates["worse"].worst),
        label("rates.limits", language),
    )
