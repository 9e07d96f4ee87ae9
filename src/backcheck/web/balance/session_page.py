"""A session as its page shows it: what was tried, what changed, what to try next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from backcheck.knowledge.balance.compass import Tried
from backcheck.knowledge.balance.option import Option
from backcheck.knowledge.balance.saying import channels_said, stretch_said
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import number
from backcheck.web.kit.words import spoken, words

from .filters import short_system, system_named
from .forms import PointsForm
from .heeded import CautionShown, of_person, of_points
from .links import Pairs, address, carried, options_at
from .said import Told, said, told_with_source
from .session import NoSuchTry, Session, begun, code_of, with_tried
from .session_forms import StartForm, TryForm
from .understood import understood, where

_KEPT = ("pain", "on", "unverified")


@dataclass(frozen=True, slots=True)
class TriedShown:
    """A group of needles, and what the movement did after it."""

    option: str
    before: str
    after: str
    changed: str


@dataclass(frozen=True, slots=True)
class NextShown:
    """What to try next, why, and what to heed there."""

    option: str
    why: Told
    cautions: tuple[CautionShown, ...]


@dataclass(frozen=True, slots=True)
class SessionPage:
    """What is shown. ``form`` is the one that is due; ``hidden`` goes along with it."""

    pains: tuple[str, ...]
    back: str
    status: int = 200
    fault: str = ""
    form: StartForm | TryForm | None = None
    hidden: Sequence[tuple[str, str]] = ()
    movement: str = ""
    before: str = ""
    tried: Sequence[TriedShown] = ()
    today: str = ""
    next: NextShown | None = None
    limits: str = ""
    undo: str = ""
    again: str = ""


def session_page(query: QueryDict) -> SessionPage:
    """The page that an address asks for."""
    kept = carried(query, *_KEPT)
    asked_form = PointsForm.of(query)
    if not asked_form.is_valid() or not asked_form.cleaned_data["pain"]:
        status = 200 if asked_form.is_valid() else 422
        return SessionPage((), address("points"), status)
    session = begun(understood(asked_form))
    start = StartForm(query if "before" in query else None)
    if not start.is_valid():
        return _beginning(session, start, kept, query)
    return _going(session, start, kept, query)


def _beginning(
    session: Session, start: StartForm, kept: list[tuple[str, str]], query: QueryDict
) -> SessionPage:
    return SessionPage(
        pains=_pains(session),
        back=options_at(kept),
        status=422 if start.is_bound else 200,
        form=start,
        hidden=[*kept, *carried(query, "option")],
        next=_next(session, query),
        limits=said(session.guidance().limits),
    )


def _going(
    session: Session, start: StartForm, kept: list[tuple[str, str]], query: QueryDict
) -> SessionPage:
    movement, before = start.cleaned_data["movement"], start.cleaned_data["before"]
    codes, status, fault = query.getlist("tried"), 200, ""
    try:
        session = with_tried(session, before, codes)
    except NoSuchTry:
        codes, status, fault = [], 422, words("page.points.wrong_tried")
    form = TryForm(_choices(session), query) if "after" in query else None
    if form is not None and form.is_valid():
        told = form.cleaned_data
        codes = [*codes, code_of(told["option"], told["needled"], told["after"])]
        session, form = with_tried(session, before, codes), None
    began = [*kept, ("movement", movement), ("before", f"{before:g}")]
    return SessionPage(
        pains=_pains(session),
        back=options_at(kept),
        status=422 if form is not None else status,
        fault=fault,
        form=form or _fresh(session, query),
        hidden=[*began, *_tries(codes)],
        movement=movement,
        before=_points(before),
        tried=_tried(session),
        today=said(today) if (today := session.guidance().today) else "",
        next=_next(session, query),
        limits=said(session.guidance().limits),
        undo=address("compass", [*began, *_tries(codes[:-1])]) if codes else "",
        again=address("compass", kept),
    )


def _tries(codes: Sequence[str]) -> Pairs:
    return [("tried", each) for each in codes]


def _pains(session: Session) -> tuple[str, ...]:
    return tuple(f"{said(channels_said(each.channels))}, {where(each)}" for each in session.pains)


def _points(score: float) -> str:
    return number(score, 0 if score == round(score) else 1, spoken())


def _fresh(session: Session, query: QueryDict) -> TryForm:
    """The form for the next group, with what the compass suggests; where it suggests nothing, for
    a further score of the last one."""
    option, side = _suggested(session, query)
    if option is None and session.tried:
        option, side = session.tried[-1].option, session.tried[-1].side.value
    initial = {"option": option.key if option else "", "needled": side}
    return TryForm(_choices(session), initial=initial)


def _suggested(session: Session, query: QueryDict) -> tuple[Option | None, str]:
    """At the beginning the option that was chosen; later what the compass names."""
    guidance = session.guidance()
    option, side = guidance.next, guidance.next_side or ""
    chosen = session.options.get(query.get("option", ""))
    if not session.tried and chosen is not None:
        option, side = chosen.option, chosen.option.side
    return option, "" if side == "either" else side


def _next(session: Session, query: QueryDict) -> NextShown | None:
    option, side = _suggested(session, query)
    guidance = session.guidance()
    why = told_with_source(guidance.why)
    if option is None:
        return NextShown("", why, ())
    offer = session.options[option.key]
    told = side or option.side
    heed = (*of_person(session.background), *of_points([offer], session.background))
    return NextShown(_option_said(option, told), why, heed)


def _option_said(option: Option, side: str = "") -> str:
    """An option in one line."""
    return words(
        "page.points.option",
        channel=channels_said_in(option),
        side=said(Sentence(f"balance.needle.{side or option.side}")),
        projection=said(Sentence(f"balance.projection.{option.projection.name}")),
        zone=said(stretch_said(option.zone.where)),
        system=system_named(short_system(option)),
    )


def channels_said_in(option: Option) -> str:
    """The balancing channel of an option, by its name."""
    return said(channels_said(option.by))


def _choices(session: Session) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every option by its pain."""
    return [
        (
            f"{said(channels_said(pain.channels))}, {where(pain)}",
            [
                (name, _option_said(offer.option))
                for name, offer in session.options.items()
                if offer.option.pain == pain
            ],
        )
        for pain in session.pains
    ]


def _tried(session: Session) -> list[TriedShown]:
    return [_one(each, session, at) for at, each in enumerate(session.tried, 1)]


def _one(tried: Tried, session: Session, count: int) -> TriedShown:
    so_far = replace(session, tried=session.tried[:count])
    changed = so_far.guidance().changed
    return TriedShown(
        option=_option_said(tried.option, tried.side.value),
        before=_points(tried.before),
        after=_points(tried.after),
        changed=said(changed) if changed else "",
    )
