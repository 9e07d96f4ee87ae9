"""The page docs/generated/how-often-wrong.md, from what was measured."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from backcheck.knowledge.how_often_wrong import how_often_wrong
from backcheck.knowledge.scenarios import Scenario, scenarios
from backcheck.knowledge.wording import label
from backcheck.reports.document import Sayings, Table
from backcheck.reports.how_often_wrong import how_often_wrong as how_often_wrong_blocks
from tools.markdown import table
from tools.operating_page import more_sections, one_paragraph
from tools.study_figures import STUDY, STUDY_N, VERY_LIKELY_WORST, WORSE_FOUND


def rates_page() -> str:
    """The tables a reader of the product sees, and below them what only a reader of docs needs."""
    first, *others = how_often_wrong_blocks()
    assert isinstance(first, Sayings)
    return "".join(
        [
            f"# {first.heading}\n\n",
            one_paragraph(),
            *(f"{item}\n\n" for item in first.items),
            *(_block(block) for block in others),
            more_sections(),
            _definitions(),
            _made_of(),
            _compared(),
            _again(),
        ]
    )


def _block(block: Sayings | Table) -> str:
    if isinstance(block, Sayings):
        return f"## {block.heading}\n\n" + "".join(f"- {item}\n" for item in block.items) + "\n"
    return f"## {block.columns[0]}\n\n{table(block.columns, block.rows)}\n"


def _definitions() -> str:
    """What is quoted, in words that are those of ``knowledge/how_often_wrong.error_rates``."""
    known, measured = scenarios(), how_often_wrong()
    rows = tuple(
        (f"`{key}`", f"{rate.least:.3f}", f"{rate.worst:.3f}", f"`{rate.worst_in}`")
        for key, rate in measured.error_rates.items()
    )
    some = ", ".join(f"`{s.id}`" for s in known.all.values() if s.worsens.value == "some")
    return (
        "## What the product quotes\n\n"
        f"{table(('answer', 'least', 'worst', 'where it is worst'), rows)}\n"
        f'- **"Helping" and the usual rules\' "helped"**: the {len(known.nothing_helped())} '
        "scenarios in which nothing helped, `worsening` among them, the same for all of them. "
        "`sham_like` counts as nothing: its relief is worth 0.15 points over a week. "
        '"Probably helping" counts the surer verdict too.\n'
        f'- **"Little sign of help"**: the {len(known.helped())} in which the treatment helped.\n'
        f'- **"Worse"**: the {len(known.nobody_worse())} in which nobody\'s usual level rises; in '
        f"{some} some do get worse, so there it may be right. Of `worsening` it is said in "
        f"{measured.found_rates['worse'].found_fraction:.3f}.\n"
        '- Where a usual rule could not be computed it did not say "helped"; that is so in at '
        f"most {_most_unknown():.1%} of a scenario's courses.\n"
        "- The product's sentences round every rate up to a whole percent.\n\n"
    )


def _most_unknown() -> float:
    measured = how_often_wrong()
    return max(max(c.usual_unknown.values()) / c.n for c in measured.whole.values())


def _made_of() -> str:
    """The scenarios as data: what is unusual in each."""
    rows = tuple(
        (f"`{s.id}`", s.code, label(f"rates.scenario_{s.id}"), s.stratum.replace("_", " "), _own(s))
        for s in scenarios().all.values()
    )
    columns = ("scenario", "code", "what it is", "told to the model", "own numbers")
    return (
        "## What the simulated people are made of\n\n"
        "Everything is in `src/backcheck/knowledge/data/scenarios.toml`: what the study states of "
        "each scenario (`verified`) and, apart from it, what its description leaves open and we "
        "had to choose (`judgement`), with the reason; those coded `own` are ours altogether, "
        'written to fool the model into "helping". Untreated courses are straight lines, '
        "flares are shots that halve every few days, noise has heavy tails and a person's own "
        "size, reliefs add up, one rating in ten is copied from the one before, bad days are "
        "missed more often, and the diary begins on a bad day. The response model assumes other "
        "shapes: [exponentials, normal noise, gaps that mean nothing](../model.md). A second "
        "sign, stiffness, shares the level and the flares and has its own noise; the strict rule "
        "needs it.\n\n"
        "What was open was chosen by the usual rules, which don't depend on the model: they come "
        "out near the study's figures below. Of the study's scenarios the product's own "
        "verdicts were in view for one choice only, where kind ratings stand, and there the "
        "reading that is harder for the nulls was taken. In our own they were in view, as is told "
        "beside each.\n\n"
        f"{table(columns, rows, numbers=False)}\n"
    )


def _own(scenario: Scenario) -> str:
    """Where a scenario departs from the first one, on which nothing happens."""
    usual = next(iter(scenarios().all.values())).making
    return ", ".join(_differences(usual, scenario.making)) or "none"


def _differences(usual: object, making: object) -> Iterator[str]:
    assert dataclasses.is_dataclass(usual)
    for field in dataclasses.fields(usual):
        value = getattr(making, field.name)
        if isinstance(value, float) and value != getattr(usual, field.name):
            yield f"{field.name} {value:g}"


def _compared() -> str:
    known, measured = scenarios().all, how_often_wrong()
    rows = []
    for key, scenario in known.items():
        if scenario.code not in STUDY:  # our own
            continue
        counts, study = measured.whole[key], STUDY[scenario.code]
        visit = counts.usual_helped["two_points_or_30_percent"]
        shares = (counts.helping / counts.n, study.helping, visit / counts.n, study.visit)
        rows.append((f"`{key}`", scenario.code, *(f"{share:.2f}" for share in shares)))
    columns = ("scenario", "code", "helping, here", "study", "visit rule, here", "study")
    worse, very = measured.found_rates["worse"], measured.error_rates["very_likely_helping"]
    return (
        "## Beside the feasibility study\n\n"
        f"The study's prototype, {STUDY_N} courses a scenario, its own simulator (thrown "
        "away since; this one was written from its description):\n\n"
        f"{table(columns, rows)}\n"
        f'"Very likely helping" is wrong in at most {very.worst:.3f} here and '
        f'{VERY_LIKELY_WORST:.2f} in the study. "Worse" finds {worse.found_fraction:.2f} of those '
        f"who got worse here and {WORSE_FOUND:.2f} in the study.\n\n{_DIFFERENCES}\n"
    )


_DIFFERENCES = """\
Where the two differ, and why as far as we know:

- **For the study's known nulls (N0, N1, N2) only the share at any look is known**, which can't be
  smaller than the share at the end that stands here.
- **The visit rule sees here what each unseen null adds**; the study's figures for those seven were
  computed on visit ratings without it. So an unrelated drop fools it here and could not there.
- **Kind ratings are in the diary here**, on the evenings of visits: there is no second set of
  ratings for them to be in. That makes `sham_like` look like relief, which is the harder reading.
- **Relief is found more often here** (R1). It hangs on the evenings of visits, when relief is
  largest and ratings are kind: with the one rating of a visit's day made before the treatment
  instead, "helping" was said of 54 % of 150 courses of R1, and of none of 150 of `sham_like`.
- **Everybody here starts at a flare, also those who get worse**, and a start that looks higher
  hides a part of the rise. That flare is why "worse" is said so seldom: left out, it was said of 22
  of 60 courses instead of 5; a rise that is over by day 30 changed nothing. Nine in ten of these
  courses are told to stop all the same, because success is improbable if they go on.
- Everything else that the description leaves open (levels, flares, noise) is ours.
"""


def _again() -> str:
    measured = how_often_wrong()
    return (
        "## Measuring again\n\n"
        f"`{measured.command}` made these figures ({measured.engine}, seed {measured.seed}); it "
        "writes `src/backcheck/knowledge/data/how_often_wrong.json`, and the product reads every "
        "rate it quotes from there. The test command simulates the first "
        f"{measured.small_n} courses of each scenario again and fails when they are answered "
        "differently, or contradict a rate that is quoted. "
        f"`backcheck simulate --scenario worsening --n {measured.small_n}` shows a few.\n"
    )
