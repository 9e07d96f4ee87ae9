"""What the page of who it may suit shows: the usual cases, and an answer to somebody's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from backcheck.knowledge.planned import Answer
from backcheck.knowledge.suits import Asking, Suits, suitability
from backcheck.knowledge.wording import Audience, label
from backcheck.reports.said import Said, all_said

from .forms import AskingForm

_NO, _YES = Answer.NO, Answer.YES
# Days, returning, disc, growing weakness, doctor needed, physiotherapy.
CASES = {
    "disc": Asking(60, _NO, _YES, _YES, False, _NO),
    "new": Asking(10, _NO, _NO, _NO, False, _NO),
    "lasting": Asking(730, _YES, _NO, _NO, False, _NO),
    "physiotherapy": Asking(730, _YES, _NO, _NO, False, _YES),
}
_URGENT = (Suits.DOCTOR_FIRST, Suits.ORTHOPAEDIST_FIRST)


@dataclass(frozen=True, slots=True)
class SuitsSaid:
    """What may be done with somebody, and why."""

    heading: str
    is_urgent: bool
    said: tuple[Said, ...]
    note: tuple[Said, ...]


def suits_page(form: AskingForm, audience: Audience, language: str) -> Mapping[str, object]:
    """The cases, the questions, and the answer once they are all answered."""
    cases = [
        _suits(asking, label(f"page.suits.case_{case}", language), audience, language)
        for case, asking in CASES.items()
    ]
    cases[-1] = replace(cases[-1], said=())  # of physiotherapy the note alone is new
    page: dict[str, object] = {"words": audience, "cases": cases, "form": form}
    if form.is_bound and form.is_valid():
        heading = label("page.suits.answer", language)
        page["answer"] = _suits(form.asking(), heading, audience, language)
    return page


def _suits(asking: Asking, heading: str, audience: Audience, language: str) -> SuitsSaid:
    found = suitability(asking)
    is_urgent = found.outcome in _URGENT
    return SuitsSaid(
        heading=heading,
        is_urgent=is_urgent,
        said=all_said((found.why, *found.advice), audience, language),
        note=() if is_urgent else all_said(found.shared_note, audience, language),
    )
