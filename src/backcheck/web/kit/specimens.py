"""What the design page shows: the words of real answers, so that the look is judged by them."""

from __future__ import annotations

from collections.abc import Mapping

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render
from backcheck.verdict.rules import Verdict

from .words import spoken


def specimens() -> Mapping[str, object]:
    """Every verdict in words."""
    return {"verdicts": [(verdict.value, _verdict(verdict)) for verdict in Verdict]}


def _verdict(verdict: Verdict) -> str:
    return render(Sentence(f"verdict.{verdict.value}"), Audience.PRACTITIONER, spoken())
