"""docs/generated/points.md and points.he.md: every point with its names and where it lies."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.points.flags import PointFlag, flagged
from backcheck.knowledge.points.location import location, said_alike
from backcheck.knowledge.points.named import shared_names
from backcheck.knowledge.points.opened import OpenedPoint, opened
from backcheck.knowledge.points.point import CHANNELS, Point
from backcheck.knowledge.points.points import COUNTS, points, who_points
from backcheck.knowledge.points.pregnancy import pregnancy_lists
from backcheck.knowledge.points.tung import tung_points
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import label
from tools.markdown import table
from tools.who_says import who_says

_HEAD = """# Points

The 361 points of the WHO standard, some outside the channels, and those of Tung's tradition that
the balance method uses. Nobody has reviewed them. Where each lies is said in our own words, made
from a record (a landmark, so many cun from it, how far to the side) in `knowledge/data/points/`;
no sentence and no figure of the standard is here. What the record lacks is not said: many points
of neck, face, hand and foot have a landmark and no exact spot. **This is no text to needle by.**

A cun is the patient's own measure: the forearm has 12, wherever it is measured. How far along a
limb is counted from the end away from the trunk. On which face of its limb a channel runs is
Tan's; of the spleen and the liver only which face is said: they change places along the leg (from
memory).

"""
_PREGNANCY = """
## Left out in pregnancy, list by list

The lists differ. That a point is left out is a convention and no proof of harm: a review found no
objective evidence of harm at such points ([cautions.md](cautions.md), `pregnancy_points`).

"""


def points_page() -> str:
    """Every point, channel by channel."""
    channels = [
        _section(f"{channel}: {COUNTS[channel]} points", _of(channel)) for channel in CHANNELS
    ]
    extra = [point for code, point in points().items() if code not in who_points()]
    return "".join(
        (
            _HEAD,
            _sources(),
            *channels,
            _section("Outside the channels", extra),
            _section("Tung's points, and Tan's own", tung_points().values()),
            _names(),
            _alike(),
            _lists(),
            _flags(),
        )
    )


def points_page_hebrew() -> str:
    """Where each lies, in Hebrew, to be read from right to left."""
    rows = [
        (f"`{point.code}`", point.characters, _said(location(point), "he"))
        for point in (*points().values(), *tung_points().values())
    ]
    head = "# Points, in Hebrew\n\nThe same as [points.md](points.md): where each lies.\n\n"
    body = table(("קוד", "סימניות", "מיקום"), rows, numbers=False)
    return f'{head}<div dir="rtl" lang="he">\n\n{body}\n</div>\n'


def _of(channel: str) -> list[Point]:
    return [point for point in who_points().values() if point.channel == channel]


def _section(title: str, shown: Iterable[Point]) -> str:
    rows = [_row(opened(point)) for point in shown]
    columns = ("code", "names", "where", "to heed", "more", "certainty")
    return f"\n## {title}\n\n{table(columns, rows, numbers=False)}"


def _row(known: OpenedPoint) -> tuple[str, ...]:
    point = known.point
    names = [point.tone_marks or point.pinyin, point.characters]
    others = ", ".join((*point.other_codes, *point.other_names))
    more = [*known.along, *known.classes, *known.notes, *known.used_for]
    return (
        f"`{point.code}`",
        " ".join(filter(None, names)) + (f" ({others})" if others else ""),
        _said(known.location),
        "; ".join(_said(each) for each in known.flags),
        "; ".join(_said(each).rstrip(".") for each in more),
        f"{point.provenance.certainty.value.replace('_', ' ')}, `{point.provenance.source.id}`",
    )


def _said(sentence: Sentence, language: str = "en") -> str:
    return label(sentence.id, language, **sentence.parameters)


def _sources() -> str:
    found = {
        point.provenance.source.id: point.provenance
        for point in (*points().values(), *tung_points().values())
    }
    return "".join(f"- `{key}`: {who_says(provenance)}\n" for key, provenance in found.items())


def _names() -> str:
    rows = [
        (name, ", ".join(f"{point.code} {point.characters}" for point in having))
        for name, having in shared_names().items()
    ]
    return (
        "\n## One name, several points\n\nWhoever types one of these is asked which is meant; "
        "tones, characters or a code tell them apart.\n\n"
        + table(("typed", "points"), rows, numbers=False)
    )


def _alike() -> str:
    groups = {
        tuple(sorted((point.code, *said_alike(point))))
        for point in (*points().values(), *tung_points().values())
        if said_alike(point)
    }
    told = "".join(f"- {', '.join(group)}\n" for group in sorted(groups))
    return (
        "\n## Points that our words can't tell apart\n\n"
        f"The record gives them one landmark; how they differ stands in the standard.\n\n{told}"
    )


def _lists() -> str:
    rows = [
        (f"`{each.id}`", ", ".join(each.points), who_says(each.provenance))
        for each in pregnancy_lists().values()
    ]
    return _PREGNANCY + table(("list", "points", "who says so"), rows, numbers=False)


def _flags() -> str:
    rows = [
        (label(f"point.flag.{flag}"), str(len(flagged()[flag])), ", ".join(flagged()[flag]))
        for flag in PointFlag
    ]
    return (
        "\n## Flags, and who carries them\n\nWhat follows from each stands in "
        "[cautions.md](cautions.md).\n\n" + table(("flag", "how many", "points"), rows, False)
    )
