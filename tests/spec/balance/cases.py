"""Published treatments, told in our own words, each with what our tables make of it.

The numbers are those of the specification; one that is missing tells nothing to hold a table to.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fit(StrEnum):
    """What the tables make of a published treatment."""

    MATCH = "match"  # channel, side and place
    PARTIAL = "partial"  # a part of it, or its points could not be read
    TUNG = "tung"  # a point of a school, with no row of a table behind it
    NEGATIVE = "negative"  # the channel, at a place no projection leads to


@dataclass(frozen=True, slots=True)
class Needled:
    """What was needled: the system that leads there (None: any), channel, side, points."""

    pain: str
    channel: str
    side: str
    points: tuple[str, ...]
    systems: tuple[int, ...]
    projection: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One published treatment."""

    number: int
    complaint: str
    source: str
    fit: Fit
    needled: tuple[Needled, ...]
    note: str = ""


CASES = (
    Case(
        1,
        "lateral knee on the right; Tan's own list of all five systems",
        "T2",
        Fit.MATCH,
        (
            Needled("GB:right:knee", "TE", "left", ("TE10",), (1, 5)),
            Needled("GB:right:knee", "HT", "either", ("HT3",), (2, 4)),
            Needled("GB:right:knee", "LR", "left", ("LR7", "LR8", "TAN-LIV"), (3,)),
        ),
    ),
    Case(
        2,
        "deep low back on the right, for years; a tender spot of LU near the elbow",
        "D2",
        Fit.MATCH,
        (Needled("BL:right:L2", "LU", "either", ("LU5",), (2, 4)),),
        "The source takes deep pain as BL; its own map of the back would say KI.",
    ),
    Case(
        4,
        "low back on both sides and a swollen knee: five or six channels, few needles",
        "D3",
        Fit.PARTIAL,
        (),
        "The points could not be read; that few channels cover six can be tested.",
    ),
    Case(
        7,
        "sciatica from L4-5 with numbness: Ling Gu and Da Bai on the other side",
        "gancao_2614",
        Fit.TUNG,
        (
            Needled("BL:right:L4", "LI", "left", ("22.05", "22.04"), ()),
            Needled("GB:right:L4", "LI", "left", ("22.05", "22.04"), ()),
        ),
    ),
    Case(
        9,
        "lumbar pain: Da Bai, Ling Gu and Xia Bai on the other side",
        "ihsociety",
        Fit.PARTIAL,
        (Needled("GB:right:sacrum", "TE", "left", ("22.07",), (1, 5), "image"),),
        "Only the third lies on a channel that balances; the hand is the sacrum in the image.",
    ),
    Case(
        10,
        "back pain at the sacroiliac joint: SI3 and the ulnar border of the hand",
        "ihsociety",
        Fit.MATCH,
        (Needled("BL:right:si_joint", "SI", "left", ("SI3", "22.08", "22.09"), (1, 5), "image"),),
    ),
    Case(
        12,
        "sciatica along the side: Zhong Bai and Xia Bai, with a point of Tan's",
        "catstcmnotes",
        Fit.MATCH,
        (Needled("GB:right:sacrum", "TE", "left", ("22.06", "22.07"), (1, 5), "image"),),
        "Tan's point lies between channels: no row leads to it.",
    ),
    Case(
        13,
        "coccyx: Xin Men, on the SI line below the elbow, one side",
        "acupuncture_services",
        Fit.NEGATIVE,
        (Needled("BL:right:coccyx", "SI", "left", ("33.12",), (1, 5)),),
    ),
    Case(
        14,
        "recurrent back pain on both sides: between the second and third metacarpals",
        "andreshihtcm",
        Fit.TUNG,
        (Needled("BL:both:L4", "", "both", ("A.02",), ()),),
    ),
    Case(
        16,
        "pelvis along the ST line: LI15 of the other side",
        "N9",
        Fit.MATCH,
        (Needled("ST:right:hip", "LI", "left", ("LI15",), (1, 5), "mirror"),),
    ),
    Case(
        17,
        "sciatica at SI3, pain of the thigh at TE5 and TE6",
        "N9",
        Fit.MATCH,
        (
            Needled("BL:right:hip", "SI", "left", ("SI3",), (1, 5), "reverse_mirror"),
            Needled("GB:right:thigh", "TE", "left", ("TE5", "TE6"), (1, 5), "reverse_mirror"),
        ),
        "Ling Gu, which the source also names for sciatica, has no row (case 7).",
    ),
    Case(
        19,
        "shoulder on the right, on raising the arm: round ST41 of the left",
        "D4",
        Fit.MATCH,
        (Needled("LI:right:shoulder", "ST", "left", ("ST41",), (1, 5), "reverse_mirror"),),
        "The specification calls it a mirror; by its own table shoulder to ankle is the reverse.",
    ),
    Case(
        22,
        "wrist between LI and TE: the other ankle between the balancing channels",
        "T1",
        Fit.MATCH,
        (Needled("LI+TE:right:wrist", "ST+GB", "left", (), (1, 5), "mirror"),),
    ),
    Case(
        23,
        "carpal tunnel: the foot's Jueyin at the ankle",
        "healthylehighvalley",
        Fit.MATCH,
        (Needled("PC:right:wrist", "LR", "left", ("LR4",), (1,), "mirror"),),
    ),
    Case(
        24,
        "neck and shoulder on the left, a seminar's case",
        "naturmed.de 16303",
        Fit.PARTIAL,
        (),
        "The points could not be read.",
    ),
    Case(
        25,
        "acute lumbar sprain in trial protocols: SI3 of the other side, while moving",
        "J Pain Res 2024;17:2099",
        Fit.MATCH,
        (Needled("BL:right:lumbosacral", "SI", "left", ("SI3",), (1, 5), "image"),),
        "SI3 lies within the search round the wrist, not at it.",
    ),
)
