"""What every page of knowledge says of an item: what a patient reads of it, and who says so."""

from __future__ import annotations

from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.telling import told
from backcheck.knowledge.wording import Audience, render


def told_to_patient(said: Sentence, provenance: Provenance) -> str:
    """What a patient reads of it, or that it isn't shown."""
    read = told(said, provenance, Audience.PATIENT)
    return "*not shown*" if read is None else f"“{render(read, Audience.PATIENT)}”"


def who_says(provenance: Provenance) -> str:
    """Certainty, source and review of an item."""
    source = provenance.source
    told_where = f" ({source.address})" if source.address else ""
    certainty = provenance.certainty.value.replace("_", " ")
    return f"{certainty}: {source.citation}{told_where} Review: {provenance.review}."


def item(said: Sentence, provenance: Provenance) -> str:
    """An item as both readers meet it, with who says so."""
    return (
        f"- {render(said, Audience.PRACTITIONER)}<br>the patient reads: "
        f"{told_to_patient(said, provenance)}<br>*{who_says(provenance)}*\n"
    )
