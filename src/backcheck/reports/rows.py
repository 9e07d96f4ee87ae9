"""The rows of the document's tables. A number that could not be computed reads "not yet"."""

from __future__ import annotations

from backcheck.knowledge.how_often_wrong import how_often_wrong
from backcheck.knowledge.response import response
from backcheck.knowledge.wording import label, number, percent, percent_of_harm
from backcheck.verdict.answers import Change, Effect, Interval
from backcheck.verdict.assessment import Assessment

Row = tuple[str, ...]
_EMPTY = ""


def fact_rows(assessment: Assessment, on: str, language: str) -> tuple[tuple[str, str], ...]:
    """What the answer is based on; ``on`` is its day in words."""
    diary = assessment.diary
    counts = [
        label("label.ratings_of", language, count=len(diary.readings), sign=diary.sign.id),
        label("label.visits", language, count=len(diary.visits)),
    ]
    if diary.ignored_after:
        counts.append(label("label.ignored", language, count=diary.ignored_after))
    return (
        (label("label.on", language), on),
        (label("label.based_on", language), ", ".join(counts)),
        (
            label("label.stratum", language),
            label(f"stratum.{assessment.stratum.value}", language),
        ),
    )


def answer_rows(assessment: Assessment, language: str) -> tuple[Row, ...]:
    """Three answers: the question's row carries the estimate, the rows below its probabilities."""
    return (
        *_change_rows(assessment, language),
        *_effect_rows(assessment.answers.effect, language),
        *_relief_rows(assessment, language),
    )


def _change_rows(assessment: Assessment, language: str) -> list[Row]:
    change = _told_change(assessment)
    rows = [_estimate("label.a", None if change is None else change.points, language)]
    if change is not None:
        rows += [
            _chance("label.at_least_30", change.p_real, language),
            _chance("label.at_least_1", change.p_one_point, language),
            _chance("label.at_least_2", change.p_two_points, language),
            _harm("label.worse", change.p_worse, language),
        ]
    return rows


def _told_change(assessment: Assessment) -> Change | None:
    """The change since the first visit: before it there is none to tell."""
    return assessment.answers.change if assessment.diary.visits else None


def _effect_rows(effect: Effect | None, language: str) -> list[Row]:
    rows = [_estimate("label.b", None if effect is None else effect.points, language)]
    if effect is not None:
        rows += [
            _chance("label.helping", effect.p_helping["neutral"], language),
            _chance("label.sceptical", effect.p_helping["sceptical"], language),
            _chance("label.informed", effect.p_helping["informed"], language),
        ]
    return rows


def _relief_rows(assessment: Assessment, language: str) -> list[Row]:
    relief = assessment.answers.relief
    if relief.median_days is None or relief.p_longer is None:
        needed = int(response().relief.enough_reports)
        missing = label("label.reports", language, reports=relief.reports, needed=needed)
        return [(label("label.c", language), missing, _EMPTY, _EMPTY)]
    days = label("label.days", language, days=relief.median_days)
    return [
        (label("label.c", language), days, _EMPTY, _EMPTY),
        _chance("label.longer", relief.p_longer, language),
    ]


def forecast_rows(assessment: Assessment, language: str) -> tuple[Row, ...]:
    """The level at the planned end, continued and stopped."""
    effect, sign = assessment.answers.effect, assessment.diary.sign.id
    forecast = None if effect is None else effect.forecast
    if forecast is None:
        return (_estimate("label.if_continued", None, language, sign=sign),)
    stopped = _estimate("label.if_stopped", forecast.if_stopped, language, sign=sign)
    if forecast.visits_left == 0:
        return (stopped,)
    return (
        _estimate("label.if_continued", forecast.if_continued, language, sign=sign),
        stopped,
        _chance("label.success", forecast.p_success_if_continued, language),
    )


def usual_rule_rows(assessment: Assessment, language: str) -> tuple[Row, ...]:
    """What each usual rule says, and how often it is wrong where nothing helped."""
    said = {True: "label.helped", False: "label.not_helped", None: "label.not_computed"}
    return tuple(
        (
            label(f"rule.{rule}", language),
            label(said[helped], language),
            _where_nothing_helped(rule, language),
        )
        for rule, helped in assessment.usual_rules.items()
    )


def _where_nothing_helped(rule: str, language: str) -> str:
    rate = how_often_wrong().error_rates[rule]
    return label("label.share_range", language, low=rate.least, high=rate.worst)


def _estimate(key: str, interval: Interval | None, language: str, **parameters: str) -> Row:
    name = label(key, language, **parameters)
    if interval is None:
        return (name, label("label.not_yet", language), _EMPTY, _EMPTY)
    low, high = number(interval.low, 1, language), number(interval.high, 1, language)
    between = label("label.between", language, low=low, high=high)
    return (name, number(interval.mean, 1, language), between, _EMPTY)


def _harm(key: str, prob: float, language: str) -> Row:
    return (label(key, language), _EMPTY, _EMPTY, percent_of_harm(prob, language))


def _chance(key: str, prob: float, language: str) -> Row:
    return (label(key, language), _EMPTY, _EMPTY, percent(prob, language))
