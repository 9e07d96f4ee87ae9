"""What the pages of provenance show: every rule set, and the items of one with who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from backcheck.knowledge.item_words import has_sentence, words_of
from backcheck.knowledge.rule_sets import RuleItem, RuleSet, rule_sets
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.telling import told
from backcheck.knowledge.wording import Audience, label
from backcheck.reports.said import mark

from .reviewed import Reviewed, reviewed


@dataclass(frozen=True, slots=True)
class Count:
    """How many items there are of a certainty."""

    certainty: str
    count: int
    mark: str


@dataclass(frozen=True, slots=True)
class SetSaid:
    """A rule set: what it is, how sure, and whether it is reviewed."""

    id: str
    name: str
    what: str
    version: str
    items: int
    sources: int
    counts: tuple[Count, ...]
    reviewed: Reviewed


@dataclass(frozen=True, slots=True)
class ItemSaid:
    """An item: its words, or its numbers where it has none of its own, and who says so."""

    name: str
    words: str
    numbers: str
    mark: str
    is_fact: bool
    source: str
    address: str


def sets_page(request: HttpRequest, audience: Audience, language: str) -> Mapping[str, object]:
    """Every rule set."""
    sets = [_set(request, each, audience, language) for each in rule_sets().values()]
    return {"words": audience, "sets": sets}


def set_page(
    request: HttpRequest, rules: RuleSet, audience: Audience, language: str
) -> Mapping[str, object]:
    """One rule set; of one certainty where the address asks for it."""
    asked = request.GET.get("certainty", "")
    items = [each for each in rules.items if asked in ("", each.provenance.certainty.value)]
    return {
        "words": audience,
        "rules": _set(request, rules, audience, language),
        "certainty": asked if items else "",
        "items": [_item(each, audience, language) for each in items or rules.items],
    }


def _set(request: HttpRequest, rules: RuleSet, audience: Audience, language: str) -> SetSaid:
    return SetSaid(
        id=rules.id,
        name=label(f"rules.{rules.id}", language),
        what=label(f"rules.{rules.id}_what", language),
        version=rules.version,
        items=len(rules.items),
        sources=len({each.provenance.source.citation for each in rules.items}),
        counts=tuple(_counts(rules, language)),
        reviewed=reviewed(request, rules.id),
    )


def _counts(rules: RuleSet, language: str) -> Sequence[Count]:
    return [
        Count(each.value, count, label(f"told.brief.{each}", language))
        for each, count in rules.counts.items()
    ]


def _item(item: RuleItem, audience: Audience, language: str) -> ItemSaid:
    """What a reader may not be told stands there without its words and numbers."""
    is_told = told(Sentence(item.key), item.provenance, audience) is not None
    said = words_of(item, audience, language) if is_told else ""
    numbers = _numbers(item) if is_told and not has_sentence(item) else ""
    return ItemSaid(
        name=f"{item.table}.{item.key}",
        words=said,
        numbers=numbers,
        mark=mark(item.provenance, audience, language),
        is_fact=item.provenance.certainty.may_be_told_as_fact,
        source=item.provenance.source.citation,
        address=item.provenance.source.address,
    )


def _numbers(item: RuleItem) -> str:
    shown = (f"{n:g}" if isinstance(n, float) else str(n) for n in item.numbers.values())
    return ", ".join(f"{name} {n}" for name, n in zip(item.numbers, shown, strict=True))
