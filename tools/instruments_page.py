"""docs/generated/instruments.md: what is asked and measured, what is known of it, who says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcheck.knowledge.changes_said import changed
from backcheck.knowledge.instrument_figures import Example, ImportantChange, Precision
from backcheck.knowledge.instruments import Instrument, LicenceKind, Scoring
from backcheck.knowledge.instruments_file import instruments
from backcheck.knowledge.measured import measured
from backcheck.knowledge.scores import Score, averaged, score
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.signs import signs
from backcheck.knowledge.wording import Audience, instrument_name, label, languages, render
from tools.markdown import table
from tools.who_says import who_says

_HEAD = """# What is asked and measured, and what is known of it

Written from `knowledge/data/instruments.toml`; every example here is a test. Nothing here has
been reviewed by a clinician. A figure that is `from_memory` or `judgement` is told to a
practitioner with the remark that it has not been checked, and to a patient not at all. "Important
change" is for one person over time, never for two groups.

Rules for all:

- An answer of 0 is an answer. What was not answered is missing, and no score is made of too
  little.
- A change matters when it reaches the points *and* the percentage, where both are given. It is
  shown beside the measurement error; when the error is larger, one score before and one after
  can't show it, and means of several are asked for. The error of a mean is reckoned as if days
  were independent, and it is said that they aren't.
- Worse is said from half of what matters; from the error on, where nothing is known of what
  matters; and at once where that isn't known either.
- One kind of measure is not enough: two of pain, function and overall change are asked for, and
  measures that disagree are told, never averaged.
- Questions are in our own words. Where a text belongs to somebody, or may be used only word for
  word and the official words aren't in hand, only a score can be entered: it is never typed from
  memory, never translated by us.
- A code is given only where it was seen on an official page.

"""
_RECALL = {
    "now": "now",
    "today": "today",
    "day": "last 24 hours",
    "week": "last 7 days",
    "two_weeks": "last 2 weeks",
    "since_start": "since the treatment began",
    "none": "no period",
}
_LICENCE = {
    LicenceKind.OWN: "our own",
    LicenceKind.FREE: "free, nobody owns it",
    LicenceKind.PUBLIC_DOMAIN: "public domain",
    LicenceKind.PUBLISHED_FORM: "free in its published form only: a score is entered",
    LicenceKind.PERMISSION: "needs somebody's permission: a score is entered",
}


def instruments_page() -> str:
    """The whole page."""
    every = instruments().all.values()
    return _HEAD + _overview(every) + "".join(_one(each) for each in every)


def _overview(every: Iterable[Instrument]) -> str:
    columns = ("instrument", "scale", "better", "about", "important change", "pair detects")
    rows = [
        (
            f"[{instrument_name(each.id)}](#{each.id})",
            _scale(each),
            "higher" if each.higher_is_better else "lower",
            _RECALL[each.recall],
            _important(instruments().importance.get(each.id), each),
            _pair(each),
        )
        for each in every
    ]
    return table(columns, rows, numbers=False)


def _scale(each: Instrument) -> str:
    if each.unit == "level":
        return f"{each.low:g} to {each.high:g}, levels"
    if each.unit == "yes_no":
        return "0 no, 1 yes"
    return f"{each.low:g} to {each.high:g} {_unit(each.unit)}"


def _unit(unit: str) -> str:
    """The unit as the product says it."""
    told = render(Sentence(f"measure.amount.{unit}", {"value": 0.0}), Audience.PRACTITIONER)
    return told.removeprefix("0.0 ")


def _important(used: ImportantChange | None, each: Instrument) -> str:
    if used is None:
        return "not established" if each.is_compared else "not compared"
    if used.level is not None:
        return f"level {used.level:g} or above; below {used.same_level:g} is worse"
    points = None if used.points is None else _span(used.points, used.to_points, _unit(each.unit))
    asked = [points, None if used.fraction is None else _percents(used)]
    certainty = used.provenance.certainty.value
    return f"{' and '.join(each for each in asked if each)} ({certainty})"


def _span(low: float, high: float | None, unit: str) -> str:
    return f"{'1.0' if low == 1.0 else f'{low:g}'} {unit}" + (
        "" if high is None else f" (published up to {high:g})"
    )


def _percents(used: ImportantChange) -> str:
    assert used.fraction is not None
    return _span(round(100 * used.fraction), used.to_fraction and 100 * used.to_fraction, "%")


def _pair(each: Instrument) -> str:
    """The smallest change that one pair detects, found as the product finds it."""
    if not each.is_compared:
        return "not compared"
    change = changed(each, _alike(each, each.high), _alike(each, each.high)).difference
    assert change is not None
    if change.error is None:
        return "not known"
    amount = f"{100 * change.error.amount:.0f} % of it"
    if not change.error.is_fraction:
        amount = f"{change.error.amount:.1f} {_unit(each.unit)}"
    return f"{amount} ({change.error.certainty.value})"


def _one(each: Instrument) -> str:
    parts = [*_asked(each), *_known(each), "", "Examples:", "", *_examples(each)]
    lines = "\n".join(parts)
    return f'\n<a id="{each.id}"></a>\n\n## {instrument_name(each.id)}\n\n{lines}\n'


def _asked(each: Instrument) -> Iterator[str]:
    if each.scoring is Scoring.ENTRY:
        yield "Only a score is entered.\n"
        return
    items = ("activity",) if each.own_items else each.items
    for language in languages():
        for item in items:
            given = {"activity": "…"} if each.own_items else {}
            asks = label(f"instrument.ask.{each.id}.{item}", language, **given)
            yield f"> {asks}  "
        if each.unit == "points":
            yield f"> *{label(f'instrument.ends.{each.id}', language)}*  "
        if each.is_change:
            levels = range(int(each.low), int(each.high) + 1)
            told = (f"{n} {label(f'instrument.level.{each.id}.{n}', language)}" for n in levels)
            yield f"> *{', '.join(told)}*  "
        yield ">"
    yield ""


def _known(each: Instrument) -> Iterator[str]:
    held = instruments()
    yield f"- about: {each.kind}; scale: {_scale(each)}; about {_RECALL[each.recall]}"
    if each.id in signs():
        yield "- a sign of the diary: its scale stands in `signs.toml`"
    yield f"- score: {_scoring(each)}; {who_says(each.provenance)}"
    yield f"- licence: {_LICENCE[each.licence.kind]}; {who_says(each.licence.provenance)}"
    if each.id in held.importance:
        used = held.importance[each.id]
        yield f"- important change: {_important(used, each)}; {who_says(used.provenance)}"
    precision = held.precision.get(each.id)
    if precision is not None:
        yield f"- error: {_precision(precision)}; {who_says(precision.provenance)}"
    if each.transform is not None:
        error = measured().errors[each.id]
        yield f"- error: one standard error {error.standard_error:g}; {who_says(error.provenance)}"
    for other in held.beside(each.id):
        figures = (
            f"{other.low:g}" if other.low == other.high else f"{other.low:g} to {other.high:g}"
        )
        yield f"- also published: {other.what}: {figures}; {who_says(other.provenance)}"
    if each.id in held.codes:
        code = held.codes[each.id]
        yield f"- code: {code.system.upper()} {code.code}; {who_says(code.provenance)}"
    for limit in each.limits:
        told = render(Sentence(f"measure.limit.{limit}"), Audience.PRACTITIONER)
        yield f"- limit: {told}"


def _scoring(each: Instrument) -> str:
    if each.scoring is Scoring.ENTRY:
        return "as entered"
    if each.own_items:
        return f"mean of {each.needed_items} to {each.own_items} activities; none below that"
    if each.scoring is Scoring.MEAN:
        return f"mean of {len(each.items)} answers; none unless {each.needed_items} are given"
    return "the answer"


def _precision(known: Precision) -> str:
    if known.standard_error is not None:
        return f"one standard error {known.standard_error:g}"
    return f"one pair detects {known.detectable:g}"


def _examples(each: Instrument) -> Iterator[str]:
    for example in instruments().examples[each.id]:
        if example.answers is not None:
            answers = ", ".join(f"{name} {value:g}" for name, value in example.answers.items())
            found = "no score" if example.score is None else f"{example.score:g}"
            yield f"- {answers or 'nothing answered'} → **{found}**"
        else:
            yield from _change(each, example)


def _change(each: Instrument, example: Example) -> Iterator[str]:
    assert example.after is not None
    before = None
    shown = f"{example.after:g}"
    if example.before is not None:
        before = _alike(each, example.before, example.ratings)
        shown = f"{example.before:g}, then {shown}"
    times = f" (means of {example.ratings})" if example.ratings > 1 else ""
    yield f"- {shown}{times}"
    said = changed(each, before, _alike(each, example.after, example.ratings)).said
    for audience in (Audience.PRACTITIONER, Audience.PATIENT):
        words = " ".join(render(sentence, audience) for sentence in said)
        yield f"  - to the {audience}: {words}"


def _alike(each: Instrument, value: float, ratings: int = 1) -> Score:
    names = each.answer_names or ("a", "b", "c")
    return averaged(each, [score(each, dict.fromkeys(names, value))] * ratings)


def figures() -> Iterator[tuple[str, dict[str, object]]]:
    """The records of the file, for the page of every number."""
    held = instruments()
    yield "instruments", dict(held.all)
    yield "importance", dict(held.importance)
    yield "precision", dict(held.precision)
    yield "published", dict(held.published)
    yield "codes", dict(held.codes)
    yield "rules", dict(held.rules)
    yield "evidence", {"kinds": held.kinds}
