"""The rows of the table of signs: in words which way each went, from where to where, how sure."""

from __future__ import annotations

from backcheck.knowledge.signs import Sign
from backcheck.knowledge.wording import label, number, percent
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.several import Role, SignAnswer

from .rows import Row

_EMPTY = ""
_WIDE_SCALE = 50.0  # from here on a tenth of a unit says nothing


def sign_rows(assessment: Assessment, language: str) -> tuple[Row, ...]:
    """A row a sign, the primary one first, then all together; none where there is one sign only."""
    rows = [_sign_row(each, language) for each in assessment.several.signs]
    combined = assessment.several.combined
    if combined is not None:
        chance = percent(combined.p_helping, language)
        rows.append((label("label.all_together", language), _EMPTY, _EMPTY, chance))
    return tuple(rows)


def _sign_row(each: SignAnswer, language: str) -> Row:
    is_primary = each.role is Role.PRIMARY
    key = "label.primary_sign" if is_primary else f"sign.{each.sign.id}"
    first, last = (_level(each.sign, x, language) for x in (each.change.start, each.change.level))
    return (
        label(key, language, sign=each.sign.id),
        label(f"label.direction_{each.direction.value}", language),
        label("label.level_from_to", language, first=first, last=last),
        percent(each.effect.p_helping["neutral"], language),
    )


def _level(sign: Sign, level: float, language: str) -> str:
    low, high = sign.ends
    return number(level, 0 if high - low > _WIDE_SCALE else 1, language)
