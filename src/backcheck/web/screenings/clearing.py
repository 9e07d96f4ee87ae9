"""The two forms that end open signs: a doctor's assessment, and a step down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from backcheck.knowledge.screening.open_flags import OpenFlag, Way
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member
from backcheck.web.kit.words import words
from backcheck.web.patients.editing import sent
from backcheck.web.patients.holding import ChangedMeanwhile, told
from backcheck.web.patients.known import Known

from . import actions, queries
from .forms import AssessmentForm, StepDownForm
from .presenters import flags_shown, level_words

_FORMS = {Way.DOCTOR: AssessmentForm, Way.STEPPED_DOWN: StepDownForm}
_TITLES = {Way.DOCTOR: "page.screening.assess", Way.STEPPED_DOWN: "page.screening.step_down"}
_LEADS = {
    Way.DOCTOR: "page.screening.assess_what",
    Way.STEPPED_DOWN: "page.screening.step_down_what",
}


def assessment(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """Record that a doctor has assessed open signs."""
    return _cleared(request, who, known, Way.DOCTOR)


def step_down(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """Step doctor-first signs down, with a reason."""
    return _cleared(request, who, known, Way.STEPPED_DOWN)


def _cleared(request: HttpRequest, who: Member, known: Known, way: Way) -> HttpResponse:
    screenings = queries.screenings_of(known)
    flags = queries.open_of(screenings, queries.clearances_of(known))
    ended: list[OpenFlag] = [each for each in flags if way.clears(each.level)]
    choices = {
        each.rule: f"{each.told} ({level_words(each.level)}, {each.since})"
        for each in flags_shown(ended, screenings)
    }
    seen = {"seen": len(screenings)}
    form = _FORMS[way](sent(request), flags=ended, told=choices, initial=seen)
    if request.method != "POST":
        told(who, known, Verb.READ, part="clearance")
    elif form.is_valid():
        try:
            actions.clear(who, known, form.ending(), form.cleaned_data["seen"])
        except ChangedMeanwhile:
            form.add_error(None, words("page.screening.asked_meanwhile"))
            form.data = form.data.copy()
            form.data["seen"] = len(screenings)
        else:
            return redirect("patients:patient", patient=known.id)
    page = {
        "patient": known,
        "form": form,
        "title": words(_TITLES[way]),
        "lead": words(_LEADS[way]),
        "is_any": bool(ended),
        "others": len(flags) - len(ended),
    }
    return render(request, "screenings/clear.html", page, status=422 if form.errors else 200)
