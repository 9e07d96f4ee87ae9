"""Who may be told what: nothing remembered or judged reaches a patient as fact."""

from __future__ import annotations

from dataclasses import dataclass

from .provenance import Certainty, Provenance
from .sentence import Sentence
from .wording import Audience


def told(what: Sentence, provenance: Provenance, audience: Audience) -> Sentence | None:
    """The sentence as this reader may be told it; None when it is not for them.

    To a patient, a judgement is said to be ours, and what is only remembered is not said at all;
    a practitioner reads both, each marked.

    Raises:
        ValueError: a label has no reader.
    """
    if audience is Audience.LABEL:
        raise ValueError("a label is told to nobody: name the practitioner or the patient")
    if provenance.certainty.may_be_told_as_fact:
        return what
    if provenance.certainty is Certainty.JUDGEMENT:
        return Sentence("told.judgement", {"what": what})
    if audience is Audience.PATIENT:
        return None
    return Sentence("told.from_memory", {"what": what})


def bare(found: Sentence) -> Sentence:
    """What ``told`` gave, without its mark, for who shows the certainty beside it."""
    within = found.parameters.get("what")
    return within if found.id.startswith("told.") and isinstance(within, Sentence) else found


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with who says so; tell it through ``told_to``."""

    said: Sentence
    provenance: Provenance

    def told_to(self, audience: Audience) -> Sentence | None:
        """As this reader may be told it; None when it is not for them."""
        return told(self.said, self.provenance, audience)
