"""Pages to read before a treatment. Open to everybody; nothing of anybody is kept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from backcheck.knowledge.wording import Audience
from backcheck.web.kit.forms import words_asked
from backcheck.web.kit.words import spoken

from .at_home import habits_page, ladder_page
from .evidence import evidence_page
from .forms import AskingForm
from .harm import harm_page
from .suits import suits_page


def _reader(request: HttpRequest) -> Audience:
    return words_asked(request, usual=Audience.PATIENT)


@require_safe
@login_not_required
def evidence(request: HttpRequest) -> HttpResponse:
    """What studies, guidelines and payers say, by how long the pain has lasted."""
    page = evidence_page(request.GET.get("card", ""), _reader(request), spoken())
    return render(request, "guide/evidence.html", {"page": page})


@require_safe
@login_not_required
def at_home(request: HttpRequest) -> HttpResponse:
    """What somebody can do at home."""
    return render(request, "guide/at_home.html", {"page": habits_page(_reader(request), spoken())})


@require_safe
@login_not_required
def ladder(request: HttpRequest) -> HttpResponse:
    """A sheet for feared movements, to print and write on."""
    return render(request, "guide/ladder.html", {"page": ladder_page(_reader(request), spoken())})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def who_it_may_suit(request: HttpRequest) -> HttpResponse:
    """Who may wait, who sees a doctor first; sent with answers, what that means for them."""
    form = AskingForm(request.POST) if request.method == "POST" else AskingForm()
    page = suits_page(form, _reader(request), spoken())
    return render(request, "guide/suits.html", {"page": page}, status=422 if form.errors else 200)


@require_safe
@login_not_required
def what_can_go_wrong(request: HttpRequest) -> HttpResponse:
    """Harm with its denominators, and the text of the consent."""
    return render(request, "guide/harm.html", {"page": harm_page(_reader(request), spoken())})
