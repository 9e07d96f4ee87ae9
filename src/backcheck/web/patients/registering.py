"""Somebody new: asked about, looked for, and taken down."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.member import Member
from backcheck.web.kit.words import spoken

from .actions import register
from .forms import RegisterForm
from .kinds import Sex
from .presenters import listing
from .searching import doubles

_TEMPLATE = "patients/register.html"


def asked(request: HttpRequest) -> HttpResponse:
    """The empty form, or with what was searched for in vain."""
    first = {
        "language": spoken(),
        "sex": Sex.UNKNOWN.value,
        **_typed(request.POST.get("typed", "")),
    }
    return render(request, _TEMPLATE, {"form": RegisterForm(initial=first)})


def _typed(text: str) -> dict[str, str]:
    """A searched name or phone, put where it belongs."""
    if any(mark.isdecimal() for mark in text):
        return {"phone": text}
    given, _, family = text.strip().rpartition(" ")
    return {"given_name": given, "family_name": family} if given else {"given_name": family}


def registered(request: HttpRequest, who: Member) -> HttpResponse:
    """The new patient's page; before it what is wrong, or who may be the same person."""
    form = RegisterForm(request.POST)
    if not form.is_valid():
        return render(request, _TEMPLATE, {"form": form}, status=422)
    person, phone = form.who(), form.cleaned_data["phone"]
    name = f"{person.given_name} {person.family_name}"
    same = doubles(who.clinic, name, phone, person.identity_number, person.born_on)
    if same and "anyway" not in request.POST:
        were_listed(who, len(same), "doubles")
        return render(request, _TEMPLATE, {"form": form, **listing(same)}, status=409)
    return redirect("patients:patient", patient=register(who, person, phone).id)


def were_listed(who: Member, count: int, by: str) -> None:
    """Tell the trail how many names were shown, and never what was typed."""
    item = Item("patients", str(who.clinic))
    record(
        verb=Verb.READ,
        what=item,
        clinic=who.clinic,
        details={"shown": count, "by": by},
        by=who.person,
    )
