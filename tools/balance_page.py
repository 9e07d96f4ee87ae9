"""docs/generated/balance.md: the balance method as the product holds it, row by row, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backcheck.knowledge.balance.body import LEVELS
from backcheck.knowledge.balance.channel import channels
from backcheck.knowledge.balance.cover import covers, fours
from backcheck.knowledge.balance.lineage import Lineage, System
from backcheck.knowledge.balance.lineage_reading import lineage, lineages
from backcheck.knowledge.balance.option import Option, options
from backcheck.knowledge.balance.pain import Pain, PainFaults, Side, read_pains
from backcheck.knowledge.balance.reason import disagreement_said, limits_said, order_said
from backcheck.knowledge.points.tung import tung_points
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render
from tests.spec.balance.cases import CASES
from tools.balance_tables import (
    certainty_of,
    every_option,
    marked,
    projections,
    regions,
    systems,
)
from tools.markdown import table

_BACK = ("BL", "GB", "BL GB", "BL GB KI", "BL GB SI LI TE")


def balance_page() -> str:
    """The page, for every lineage of this release."""
    return "".join(part for name in lineages() for part in _parts(lineage(name)))


def _parts(school: Lineage) -> Iterator[str]:
    pains = tuple(_pains())
    every = options(pains, school, unverified=True)
    yield _head(school)
    yield "\n## Counted\n\n" + _counted(school, pains, every)
    yield "\n## Channels\n\n" + _channels()
    yield "\n## Systems\n\n" + systems(school)
    yield "\n## Projections\n\n" + projections(school)
    yield "\n## Which channel hurts\n\n" + regions(school)
    yield "\n## Every channel, level and system\n\n" + every_option(every, school)
    yield "\n## Several channels with few, and fours\n\n" + _together(school)
    yield "\n## Points of Tung's and Tan's that are used\n\n" + _uses(school)
    yield "\n## The compass of a session\n\n" + _compass(school)
    yield "\n## Where sources disagree\n\n" + _disagreements(school)
    yield "\n## Published treatments\n\n" + _cases()
    yield "\n## Sources\n\n" + _sources(school)


def _pains() -> Iterator[Pain]:
    for channel in channels():
        for side in Side:
            for level in LEVELS:
                try:
                    yield from read_pains([f"{channel}:{side.value}:{level}"])
                except PainFaults:
                    continue


def _head(school: Lineage) -> str:
    said = " ".join(_said(each) for each in (*limits_said(school), order_said(school).said))
    return (
        f"# The balance method, as the lineage `{school.name}` teaches it\n\n"
        "A tradition's rules, held as tables. None of it is a finding of ours, and no clinician "
        f"has reviewed it. {said}\n\n"
        "How a row is known: without a mark it is verified, read in a text by Tan himself or in a "
        "paper; ˢ secondary: a teacher, a school or a practitioner of the lineage; ᵈ derived: our "
        "own arithmetic, or the row follows from a stated rule and was not seen; ʲ our judgement; "
        "ᵐ from memory: no source was seen, so it is offered only when asked for (`backcheck "
        "points --unverified`) and never to a patient. An option is as sure as its weakest row. A "
        "school that teaches otherwise is another file in `knowledge/data/balance`, and no code "
        "([ADR 30](../adr/0030-balance-tables.md)). Facts only, in our own words.\n"
    )


def _counted(school: Lineage, pains: tuple[Pain, ...], every: tuple[Option, ...]) -> str:
    asked = [option for option in every if option.system.unverified]
    usual = school.taught(unverified=False)
    known = Counter(certainty_of(row) for row in school.rows())
    names = [system.id.removeprefix("systems.").replace("_", " ") for system in _all(school)]
    count = Counter((option.projection.name, option.system.id) for option in every)
    rows = [
        (name.replace("_", " "), *(str(count[name, system.id]) for system in _all(school)))
        for name in school.projections
    ]
    return (
        f"- {len(channels())} channels and {len(LEVELS)} levels make {len(pains):,} pains with "
        "their sides: a channel of a limb runs over the trunk and over its own limb\n"
        f"- {len(usual)} systems, and {len(_all(school)) - len(usual)} ways that nobody confirmed\n"
        f"- {len(every) - len(asked):,} options, each with the rows that made it, and "
        f"{len(asked):,} more when what nobody confirmed is asked for\n"
        f"- {sum(known.values())} rows: "
        f"{', '.join(f'{number} {name}' for name, number in known.most_common())}\n\n"
        f"Options by projection and system:\n\n{table(('projection', *names), rows)}"
    )


def _all(school: Lineage) -> tuple[System, ...]:
    return school.taught(unverified=True)


def _channels() -> str:
    rows = [
        (
            each.code,
            each.polarity.value,
            each.limb.value,
            each.stage.value if each.stage else "",
            "" if each.from_hour is None else f"{each.from_hour} to {(each.from_hour + 2) % 24}",
        )
        for each in channels().values()
    ]
    return table(("channel", "polarity", "limb", "six-stage name", "hours"), rows, numbers=False)


def _together(school: Lineage) -> str:
    rows = []
    for sick in _BACK:
        found = covers(sick.split(), school)
        published = {" + ".join(e.by): e.published.id for e in found if e.published is not None}
        sets = ", ".join(" + ".join(each.by) for each in found)
        rows.append((sick, sets, ", ".join(f"{by}: `{id_}`" for by, id_ in published.items())))
    four = fours(school.four_steps)
    steps = ", ".join(map(str, sorted(school.four_steps)))
    return (
        "The fewest channels, none of them sick, that balance all sick ones:\n\n"
        f"{table(('sick', 'by', 'published'), rows, numbers=False)}\n"
        f"Sets of four that are any {steps} places apart on the clock, two by two "
        f"([source](#sources) `S13`): {len(four)}. With the pairs of the five systems alone there "
        f"is none.\n\n{' · '.join(' '.join(each) for each in four)}\n"
    )


def _uses(school: Lineage) -> str:
    rows = [
        (
            f"{use.point} {tung_points()[use.point].pinyin}{marked(use)}",
            use.channel or "between channels: no row leads to it",
            use.part.replace("_", " "),
            ", ".join(use.for_parts).replace("_", " "),
            f"`{use.provenance.source.id}`",
        )
        for use in school.uses
    ]
    return table(("point", "channel", "where", "used for", "source"), rows, numbers=False)


def _compass(school: Lineage) -> str:
    scores = school.scores
    rows = [
        (
            f"`{name}`{marked(row)}",
            _said(Sentence(f"balance.next.{name}")),
            f"`{row.provenance.source.id}`",
        )
        for name, row in school.compass.items()
    ]
    return (
        f"A change of {scores.smallest_change_points:g} point of the movement's score (0 to 10) "
        f"counts, {scores.gone_points:g} or less is almost nothing: our judgement. "
        f"{_said(Sentence('balance.compass.limits'))}\n\n"
        f"{table(('rule', 'what is said', 'source'), rows, numbers=False)}"
    )


def _disagreements(school: Lineage) -> str:
    rows = [
        (
            each.kind,
            _said(disagreement_said(each).said),
            ", ".join(f"`{source.id}`" for source in each.sources),
            ", ".join(f"`{row}`" for row in each.touches) or "nothing: words",
            " ".join(f"{one}–{other}" for one, other in each.claims),
        )
        for each in school.disagreements
    ]
    columns = ("kind", "what they say", "sources", "told beside", "pairs it prints")
    return table(columns, rows, numbers=False)


def _cases() -> str:
    rows = [
        (
            str(case.number),
            case.complaint,
            "; ".join(
                f"{n.pain} → {n.channel} {n.side} {' '.join(n.points)}".strip()
                for n in case.needled
            ),
            case.fit.value,
            case.source,
            case.note,
        )
        for case in CASES
    ]
    return (
        "Tests (`tests/spec/balance`). *match*: channel, side and place come out of the tables; "
        "*partial*: a part of it, or its points could not be read; *tung*: a school's point with "
        "no row behind it, so it is no option; *negative*: the channel, at a place that no "
        "projection leads to. That a treatment comes out of the tables says that they were copied "
        "rightly, and nothing of whether it helps.\n\n"
        + table(("case", "complaint", "needled", "fit", "source", "note"), rows, numbers=False)
    )


def _sources(school: Lineage) -> str:
    found = {row.provenance.source for row in school.rows()}
    found |= {source for each in school.disagreements for source in each.sources}
    rows = [(f"`{e.id}`", e.citation, e.address) for e in sorted(found, key=lambda e: e.id)]
    return table(("source", "what it is", "where it was seen"), rows, numbers=False)


def _said(sentence: Sentence) -> str:
    return render(sentence, Audience.PRACTITIONER)
