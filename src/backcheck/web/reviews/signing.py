"""The forms of a signature, and what each does when it is sent."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from backcheck.knowledge.rule_sets import RuleSet
from backcheck.web.clinics.member import Member
from backcheck.web.kit.words import words

from .actions import NotSigned, SignedMeanwhile, sign, withdraw
from .forms import WhyForm
from .queries import signatures, signed

Act = Callable[[Member, RuleSet, str], None]


def signing(request: HttpRequest, who: Member, found: RuleSet) -> HttpResponse:
    """Sign."""
    return _asked(request, who, found, sign, "sign")


def withdrawing(request: HttpRequest, who: Member, found: RuleSet) -> HttpResponse:
    """Withdraw what stands."""
    return _asked(request, who, found, withdraw, "withdraw")


def _asked(request: HttpRequest, who: Member, found: RuleSet, act: Act, name: str) -> HttpResponse:
    """The form; sent and right, the act and the way back to the rules."""
    form = WhyForm(request.POST if request.method == "POST" else None, found)
    if request.method == "POST" and form.is_valid():
        try:
            act(who, found, form.cleaned_data["why"])
        except (SignedMeanwhile, NotSigned):
            form.add_error(None, words("page.reviews.meanwhile"))
        else:
            return redirect("guide:rule-set", rule_set=found.id)
    page = {
        "form": form,
        "found": found,
        "rules": words(f"rules.{found.id}"),
        "signed": signed(who.clinic, found.id),
        "signatures": signatures(who.clinic, found),
    }
    status = 422 if form.errors else 200
    return render(request, f"reviews/{name}.html", page, status=status)
