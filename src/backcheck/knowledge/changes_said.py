"""What is said of a change, in sentences: the difference, its error, whether it matters, limits.

A patient is never told a remembered or judged figure as fact: sentences that end in ``unchecked``
give the practitioner the figure with that remark, and the patient none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .changes import Difference, ErrorFound, compared
from .instrument_figures import ImportantChange
from .instruments import Instrument
from .instruments_file import instruments
from .provenance import Certainty
from .scores import Score
from .sentence import Parameter, Sentence


@dataclass(frozen=True, slots=True)
class Changed:
    """What ``changed`` found; ``difference`` is None where there is nothing to compare.

    ``is_important`` None: nobody knows from where on. It may be within error, which ``difference``
    knows.
    """

    difference: Difference | None
    is_important: bool | None
    is_worse: bool
    said: tuple[Sentence, ...]


def changed(instrument: Instrument, before: Score | None, after: Score) -> Changed:
    """Whether a difference is more than error, and whether it is one that matters.

    Args:
        instrument: what both scores are of.
        before: None for an answer that is itself a change, and only there.
        after: the later score.

    Raises:
        ValueError: scores of something else, or one where there should be two.
    """
    if instrument.is_change:
        if before is not None or after.instrument != instrument.id:
            raise ValueError(f"{instrument.id} is itself a change: give only its own score")
        return _level(instrument, after)
    if before is None:
        raise ValueError(f"{instrument.id} needs a score before and one after")
    found = compared(instrument, before, after)
    if found is None:
        return _nothing(instrument)
    said = (
        _first_said(found),
        _of_error(found.error, instrument),
        *(_of_importance(found) if found.gain >= 0.0 else _of_worse(found.is_worse)),
        *(Sentence(f"measure.limit.{limit}") for limit in _limits(found)),
    )
    return Changed(found, found.is_important, found.is_worse, said)


def _nothing(instrument: Instrument) -> Changed:
    return Changed(None, None, False, (Sentence("measure.no_comparison", _named(instrument)),))


def _named(instrument: Instrument) -> dict[str, Parameter]:
    return {"instrument": instrument.id}


def amount(unit: str, value: float) -> Sentence:
    """A number with its unit."""
    return Sentence(f"measure.amount.{unit}", {"value": value})


def _first_said(found: Difference) -> Sentence:
    how = "better" if found.gain > 0.0 else "worse" if found.gain < 0.0 else "same"
    parameters = _named(found.instrument) | {"before": found.before, "after": found.after}
    if how != "same":
        parameters["by"] = amount(found.instrument.unit, abs(found.gain))
    return Sentence(f"measure.difference.{how}", parameters)


def _unchecked(certainty: Certainty) -> str:
    return "" if certainty.may_be_told_as_fact else "_unchecked"


def _of_error(error: ErrorFound | None, instrument: Instrument) -> Sentence:
    if error is None:
        return Sentence("measure.error.unknown")
    how = "beyond" if error.is_exceeded else "within"
    unit = "share" if error.is_fraction else instrument.unit
    return Sentence(
        f"measure.error.{how}{_unchecked(error.certainty)}", {"error": amount(unit, error.amount)}
    )


def _of_importance(found: Difference) -> Sequence[Sentence]:
    """The threshold; and where it is reached within error, that one pair can't show it."""
    if found.used is None:
        return [Sentence("measure.important.unknown")]
    how = "reached" if found.is_important else "not_reached"
    checked = _unchecked(found.used.provenance.certainty)
    bar = _bar(found.used, found.instrument.unit)
    said = [Sentence(f"measure.important.{how}{checked}", {"bar": bar})]
    if found.is_important and found.is_within_error:
        said.append(Sentence("measure.one_pair"))
    return said


def _bar(used: ImportantChange, unit: str) -> Sentence:
    parameters: dict[str, Parameter] = {}
    if used.points is not None:
        parameters["points"] = amount(unit, used.points)
    if used.fraction is not None:
        parameters["fraction"] = used.fraction
    return Sentence(f"measure.bar.{'_and_'.join(parameters)}", parameters)


def _of_worse(is_worse: bool) -> Sequence[Sentence]:
    return [Sentence("measure.worse")] if is_worse else []


def _limits(found: Difference) -> Sequence[str]:
    """Those of the instrument and of this comparison; that people improve anyway is always said."""
    of_this = ["low_start"] if _starts_low(found) else []
    if max(found.ratings) > 1:
        of_this.append("averaged")
    return [*found.instrument.limits, *of_this, "anyway"]


def _starts_low(found: Difference) -> bool:
    """Where a fraction is asked of a score whose start is near its best end."""
    held, used = found.instrument, found.used
    if used is None or used.fraction is None or held.higher_is_better or held.transform:
        return False
    room = instruments().rules["low_start"].fraction * (held.high - held.low)
    return found.before - held.low <= room


def _level(instrument: Instrument, after: Score) -> Changed:
    used = instruments().importance.get(instrument.id)
    if after.value is None or used is None or used.level is None or used.same_level is None:
        return _nothing(instrument)
    is_important, is_worse = after.value >= used.level, after.value < used.same_level
    reached = Sentence(f"measure.level.{'reached' if is_important else 'not_reached'}")
    said = (
        *(_of_worse(is_worse) or [reached]),  # never "not an important change" of a worsening
        *(Sentence(f"measure.limit.{limit}") for limit in (*instrument.limits, "anyway")),
    )
    return Changed(None, is_important, is_worse, said)
