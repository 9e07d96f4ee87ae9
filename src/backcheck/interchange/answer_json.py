"""An Assessment as the JSON object that other programs rely on (version 1 of the contract).

Every key is always there, null where it can't be computed. Keys may be added, none removed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render
from backcheck.verdict.answers import Change, Effect, Interval
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.diary import also_started
from backcheck.verdict.robust import Robustness
from backcheck.verdict.several import Combined, Several, SignAnswer

from .decimals import decimal_text
from .moments import at_text
from .robust_json import robust_json

Json = dict[str, Any]


def to_json(assessment: Assessment, robustness: Robustness | None = None) -> Json:
    """The object of one course; sentences in English, for the practitioner. ``robust`` is null
    unless it was asked for."""
    diary, found = assessment.diary, assessment.answers
    other = also_started(diary)
    return {
        "course": diary.course.id,
        "on": on_value(assessment),
        "stratum": assessment.stratum.value,
        "primary": diary.sign.id,
        "ratings": len(diary.readings),
        "visits": len(diary.visits),
        "days_before": diary.days_rated_before(),
        "days_after": diary.days_rated_after(),
        "also_started": None if other is None else other.what,
        "ignored_after": diary.ignored_after,
        "verdict": assessment.verdict.value,
        "next_step": assessment.next_step.value,
        **_change(found.change),
        **_effect(found.effect),
        "relief": {
            "median_days": found.relief.median_days,
            "p_longer": found.relief.p_longer,
            "enough": found.relief.enough,
        },
        **_several(assessment.several),
        "usual_rules": dict(assessment.usual_rules),
        "robust": robust_json(robustness, diary.course.dated),
        "because": _words(assessment.because),
        "would_change": _words(assessment.would_change),
        "cannot_show": _words(assessment.cannot_show),
        "signs_said": _words(assessment.signs_said),
        "five_sentences": {
            audience.value: _words(assessment.five_sentences, audience)
            for audience in (Audience.PRACTITIONER, Audience.PATIENT)
        },
        "engine": assessment.engine,
    }


def on_text(assessment: Assessment) -> str:
    """The instant of the answer, as it would be written in the course file."""
    return at_text(assessment.diary.on_days, assessment.diary.course.dated)


def on_value(assessment: Assessment) -> str | float | int:
    """The instant of the answer: a text for dates, a number for day numbers."""
    if assessment.diary.course.dated:
        return on_text(assessment)
    days = float(decimal_text(assessment.diary.on_days))
    return int(days) if days.is_integer() else days


def _change(change: Change | None) -> Json:
    if change is None:
        keys = ("p_real", "p_one_point", "p_two_points", "p_worse", "level")
        return {**dict.fromkeys(keys), "change": _interval(None)}
    return {
        "p_real": change.p_real,
        "p_one_point": change.p_one_point,
        "p_two_points": change.p_two_points,
        "p_worse": change.p_worse,
        "change": _interval(change.points),
        "level": change.level,
    }


def _effect(effect: Effect | None) -> Json:
    if effect is None:
        forecast = {"if_continued": _interval(None), "if_stopped": _interval(None)}
        return {
            "p_helping": None,
            "effect": _interval(None),
            "forecast": {**forecast, "p_success_if_continued": None},
            "priors": dict.fromkeys(("neutral", "informed", "sceptical")),
        }
    return {
        "p_helping": effect.p_helping["neutral"],
        "effect": _interval(effect.points),
        "forecast": {
            "if_continued": _interval(effect.forecast.if_continued),
            "if_stopped": _interval(effect.forecast.if_stopped),
            "p_success_if_continued": effect.forecast.p_success_if_continued,
        },
        "priors": dict(effect.p_helping),
    }


def _several(several: Several) -> Json:
    return {
        "signs": [_sign(each) for each in several.signs],
        "combined": _combined(several.combined),
        "discordant": [each.sign.id for each in several.discordant],
    }


def _sign(each: SignAnswer) -> Json:
    change, effect = each.change, each.effect
    return {
        "sign": each.sign.id,
        "role": each.role.value,
        "ratings": each.ratings,
        "direction": each.direction.value,
        "discordance": None if each.discordance is None else each.discordance.value,
        "start": change.start,
        "level": change.level,
        "change": _interval(change.points),
        "effect": _interval(effect.points),
        "p_one_point": change.p_one_point,
        "p_worse": change.p_worse,
        "p_helping": effect.p_helping["neutral"],
    }


def _combined(combined: Combined | None) -> Json:
    if combined is None:
        keys = ("p_helping", "correlation", "signs")
        return {"effect": _interval(None), **dict.fromkeys(keys)}
    return {
        "effect": _interval(combined.effect),
        "p_helping": combined.p_helping,
        "correlation": combined.correlation,
        "signs": combined.signs,
    }


def _interval(interval: Interval | None) -> Json:
    if interval is None:
        return dict.fromkeys(("mean", "low", "high"))
    return {"mean": interval.mean, "low": interval.low, "high": interval.high}


def _words(sentences: Sequence[Sentence], audience: Audience = Audience.PRACTITIONER) -> list[str]:
    return [render(sentence, audience) for sentence in sentences]
