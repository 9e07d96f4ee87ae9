"""What the page of who it may suit asks. Nothing of it is kept."""

from __future__ import annotations

from django import forms

from backcheck.knowledge.evidence_items import evidence_items
from backcheck.knowledge.natural_course import natural_course
from backcheck.knowledge.planned import Answer
from backcheck.knowledge.suits import Asking
from backcheck.web.kit.words import later

_UNKNOWN = "unknown"
_STAGES = [
    (each.stage, later(f"page.evidence.card_{each.id}"))
    for each in evidence_items().cards.values()
    if each.stage
]


def _question(name: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=later(f"page.suits.ask_{name}"),
        choices=[(each.value, later(f"page.suits.{each.value}")) for each in Answer],
        widget=forms.RadioSelect,
        coerce=Answer,
        error_messages={"required": later("page.suits.missing")},
    )


class AskingForm(forms.Form):
    """Somebody's own answers; "not sure" is an answer, and leaving one out is a fault."""

    warning = _question("warning")
    weaker = _question("weaker")
    disc = _question("disc")
    since = forms.ChoiceField(
        label=later("page.suits.ask_since"),
        choices=[*_STAGES, (_UNKNOWN, later("page.suits.unsure"))],
        widget=forms.RadioSelect,
        error_messages={"required": later("page.suits.missing")},
    )
    returning = _question("returning")
    physiotherapy = _question("physiotherapy")

    def asking(self) -> Asking:
        """The answers of a valid form. Of a stage its first day counts, which waits longest."""
        given = self.cleaned_data
        since = given["since"]
        return Asking(
            days_since_onset=None if since == _UNKNOWN else natural_course()[since].from_days,
            returning=given["returning"],
            disc=given["disc"],
            growing_weakness=given["weaker"],
            doctor_needed=given["warning"] is not Answer.NO,
            physiotherapy=given["physiotherapy"],
        )
