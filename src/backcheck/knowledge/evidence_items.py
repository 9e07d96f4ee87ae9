"""The items of evidence.toml: findings, guidelines, payers, pictures of 100 people, cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .natural_course import natural_course
from .provenance import Provenance
from .reading import Reader, Table
from .sentence import Sentence
from .telling import told
from .wording import Audience


class Section(StrEnum):
    """Where on a card a finding stands."""

    COMPARISON = "comparison"
    ANYWAY = "anyway"
    UNKNOWN = "unknown"


class Against(StrEnum):
    """What acupuncture was compared with."""

    NO_TREATMENT = "no_treatment"
    USUAL_CARE = "usual_care"
    SHAM = "sham"


class Grade(StrEnum):
    """How sure the authors of a review are of a result."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    NOT_GRADED = "not_graded"


class Stand(StrEnum):
    """What a guideline says about offering acupuncture for low back pain."""

    FOR = "for"
    MAY = "may"
    AGAINST = "against"
    NOT_ABOUT = "not_about"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one study or review found. ``against`` is None where nothing was compared so."""

    id: str
    section: Section
    against: Against | None
    grade: Grade
    numbers: Mapping[str, float]
    provenance: Provenance

    @property
    def said(self) -> Sentence:
        """The finding in words."""
        return Sentence(f"evidence.{self.id}", self.numbers)


@dataclass(frozen=True, slots=True)
class Guideline:
    """What a body recommends, since which year, and until which if it has ended."""

    id: str
    year: int
    ended: int | None
    says: Stand
    numbers: Mapping[str, float]
    provenance: Provenance

    @property
    def said(self) -> Sentence:
        """The recommendation in words, dated."""
        ended = {} if self.ended is None else {"ended": self.ended}
        return Sentence(f"guideline.{self.id}", {"year": self.year, **ended, **self.numbers})


@dataclass(frozen=True, slots=True)
class Payer:
    """A rule by which somebody who pays stops."""

    id: str
    numbers: Mapping[str, float]
    provenance: Provenance

    @property
    def said(self) -> Sentence:
        """The rule in words."""
        return Sentence(f"payer.{self.id}", self.numbers)


@dataclass(frozen=True, slots=True)
class Picture:
    """Groups of 100 people, each with how many of them, as measured (0 to 100)."""

    id: str
    groups: Mapping[str, float]
    provenance: Provenance

    @property
    def of_100(self) -> Mapping[str, int]:
        """How many of 100 to draw, by group; what is said beside it is the same number."""
        return {group: round(share) for group, share in self.groups.items()}

    def more_than(self, base: str) -> Mapping[str, int]:
        """How many more of 100 than in group ``base``, of those that are drawn."""
        drawn = self.of_100
        return {group: drawn[group] - drawn[base] for group in drawn if group != base}


@dataclass(frozen=True, slots=True)
class Card:
    """What is put together for one condition and stage; a stage of None is any."""

    id: str
    condition: str
    stage: str | None
    findings: tuple[str, ...]
    pictures: tuple[str, ...]
    payers: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class EvidenceItems:
    """All of evidence.toml, by id."""

    findings: Mapping[str, Finding]
    guidelines: Mapping[str, Guideline]
    payers: Mapping[str, Payer]
    pictures: Mapping[str, Picture]
    cards: Mapping[str, Card]


def read_evidence(text: str | None = None) -> EvidenceItems:
    """Read evidence.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once; also a card that shows a reader one
            comparison without the others, and a picture that may not be told as fact.
    """
    reader = Reader("evidence.toml", text)

    def table(name: str) -> list[tuple[str, Table, str]]:
        return [(key, entry, f"{name}.{key}") for key, entry in reader.table(name).items()]

    found = EvidenceItems(
        findings={each[0]: _finding(reader, *each) for each in table("findings")},
        guidelines={each[0]: _guideline(reader, *each) for each in table("guidelines")},
        payers={each[0]: _payer(reader, *each) for each in table("payers")},
        pictures={each[0]: _picture(reader, *each) for each in table("pictures")},
        cards={each[0]: _card(reader, *each) for each in table("cards")},
    )
    for card in found.cards.values():
        _refer(reader, card, found)
        _compare_with_all(reader, card, found)
    reader.done()
    return found


def _finding(reader: Reader, key: str, entry: Table, place: str) -> Finding:
    reader.known_keys(entry, place, ("section", "against", "grade", "numbers"))
    is_compared = "against" in entry
    return Finding(
        id=key,
        section=Section(reader.choice(entry, "section", place, Section)),
        against=Against(reader.choice(entry, "against", place, Against)) if is_compared else None,
        grade=Grade(reader.choice(entry, "grade", place, Grade)),
        numbers=reader.numbers(entry, "numbers", place),
        provenance=reader.provenance(entry, place),
    )


def _guideline(reader: Reader, key: str, entry: Table, place: str) -> Guideline:
    reader.known_keys(entry, place, ("year", "ended", "says", "numbers"))
    ended = int(reader.number(entry, "ended", place, 1990, 2100)) if "ended" in entry else None
    return Guideline(
        id=key,
        year=int(reader.number(entry, "year", place, low=1990, high=2100)),
        ended=ended,
        says=Stand(reader.choice(entry, "says", place, Stand)),
        numbers=reader.numbers(entry, "numbers", place),
        provenance=reader.provenance(entry, place),
    )


def _payer(reader: Reader, key: str, entry: Table, place: str) -> Payer:
    reader.known_keys(entry, place, ("numbers",))
    numbers = reader.numbers(entry, "numbers", place)
    return Payer(key, numbers, reader.provenance(entry, place))


def _picture(reader: Reader, key: str, entry: Table, place: str) -> Picture:
    reader.known_keys(entry, place, ("groups",))
    groups = reader.numbers(entry, "groups", place)
    if not groups or not all(0.0 <= share <= 100.0 for share in groups.values()):
        reader.fault(place, "groups must be shares between 0 and 100")
    provenance = reader.provenance(entry, place)
    if not provenance.certainty.may_be_told_as_fact:
        reader.fault(place, "what is remembered or judged is not drawn")
    return Picture(key, groups, provenance)


def _card(reader: Reader, key: str, entry: Table, place: str) -> Card:
    reader.known_keys(entry, place, ("condition", "stage", "findings", "pictures", "payers"))
    stage = reader.choice(entry, "stage", place, natural_course()) if "stage" in entry else None
    return Card(
        id=key,
        condition=reader.text(entry, "condition", place),
        stage=stage,
        findings=reader.texts(entry, "findings", place),
        pictures=reader.texts(entry, "pictures", place, at_least=0),
        payers=reader.texts(entry, "payers", place, at_least=0),
        provenance=reader.provenance(entry, place),
    )


def _refer(reader: Reader, card: Card, found: EvidenceItems) -> None:
    named: tuple[tuple[tuple[str, ...], Mapping[str, object]], ...] = (
        (card.findings, found.findings),
        (card.pictures, found.pictures),
        (card.payers, found.payers),
    )
    for names, known in named:
        for name in names:
            if name not in known:
                reader.fault(f"cards.{card.id}", f"{name!r} is not in this file")


def _compare_with_all(reader: Reader, card: Card, found: EvidenceItems) -> None:
    """Never one comparison without the others, whatever a reader may be told."""
    for audience in (Audience.PRACTITIONER, Audience.PATIENT):
        shown = [
            each.against
            for name in card.findings
            if (each := found.findings.get(name)) is not None
            and each.against is not None
            and told(each.said, each.provenance, audience) is not None
        ]
        missing = sorted(set(Against) - set(shown))
        if shown and missing:
            reader.fault(
                f"cards.{card.id}", f"the {audience} reads no comparison with {', '.join(missing)}"
            )


@cache
def evidence_items() -> EvidenceItems:
    """The evidence of this release."""
    return read_evidence()
