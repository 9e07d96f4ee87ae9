"""What leaves of a letter, told to the trail: the printed sheet, and the list of what is due."""

from __future__ import annotations

from django.http import HttpResponse

from backcheck.reports.letter_pdf import letter_pdf
from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.member import Member
from backcheck.web.patients.holding import told
from backcheck.web.patients.known import Known

from .known_letter import KnownLetter


def handed_over(who: Member, known: Known, letter: KnownLetter) -> HttpResponse:
    """The sheet as a file of the browser, in no cache, and in the trail before it leaves."""
    sheet = letter_pdf(letter.document)
    told(who, known, Verb.EXPORT, part="letter", letter=str(letter.id))
    response = HttpResponse(sheet, content_type="application/pdf")
    name = f"letter-{known.code}-{letter.document.day.isoformat()}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def were_listed(who: Member, count: int) -> None:
    """Tell the trail how many letters were shown as due."""
    what = Item("letters", str(who.clinic))
    record(verb=Verb.READ, what=what, clinic=who.clinic, details={"shown": count}, by=who.person)
