"""Pages to read before a treatment. Open to everybody; nothing of anybody is kept."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from backcheck.knowledge.rule_sets import RuleSet
from backcheck.knowledge.wording import Audience
from backcheck.web.kit.forms import words_asked
from backcheck.web.kit.words import spoken

from .at_home import habits_page, ladder_page
from .evidence import evidence_page
from .forms import AskingForm
from .harm import harm_page
from .knowledge import set_page, sets_page
from .reviewed import lines_of, reviewed
from .suits import suits_page


def _reader(request: HttpRequest) -> Audience:
    return words_asked(request, usual=Audience.PATIENT)


def _shown(request: HttpRequest, name: str, page: object, rules: str) -> HttpResponse:
    """A page, with whether what it shows is reviewed, and whom to call."""
    more = {"reviewed": reviewed(request, rules), "lines": lines_of(request)}
    return render(request, f"guide/{name}.html", {"page": page, **more})


@require_safe
@login_not_required
def evidence(request: HttpRequest) -> HttpResponse:
    """What studies, guidelines and payers say, by how long the pain has lasted."""
    page = evidence_page(request.GET.get("card", ""), _reader(request), spoken())
    return _shown(request, "evidence", page, "evidence")


@require_safe
@login_not_required
def at_home(request: HttpRequest) -> HttpResponse:
    """What somebody can do at home."""
    return _shown(request, "at_home", habits_page(_reader(request), spoken()), "home")


@require_safe
@login_not_required
def ladder(request: HttpRequest) -> HttpResponse:
    """A sheet for feared movements, to print and write on."""
    return _shown(request, "ladder", ladder_page(_reader(request), spoken()), "home")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def who_it_may_suit(request: HttpRequest) -> HttpResponse:
    """Who may wait, who sees a doctor first; sent with answers, what that means for them."""
    form = AskingForm(request.POST) if request.method == "POST" else AskingForm()
    response = _shown(request, "suits", suits_page(form, _reader(request), spoken()), "suits")
    response.status_code = 422 if form.errors else 200
    return response


@require_safe
@login_not_required
def what_can_go_wrong(request: HttpRequest) -> HttpResponse:
    """Harm with its denominators, and the text of the consent."""
    return _shown(request, "harm", harm_page(_reader(request), spoken()), "harm")


@require_safe
@login_not_required
def knowledge(request: HttpRequest) -> HttpResponse:
    """Everything that is known, as rule sets: how sure, by whom, and whether it is reviewed."""
    page = sets_page(request, words_asked(request), spoken())
    return render(request, "guide/knowledge.html", {"page": page})


@require_safe
@login_not_required
def rule_set(request: HttpRequest, rule_set: RuleSet) -> HttpResponse:
    """The items of one rule set, each with who says so."""
    page = set_page(request, rule_set, words_asked(request), spoken())
    return render(request, "guide/rule_set.html", {"page": page})
