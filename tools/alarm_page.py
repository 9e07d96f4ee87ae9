"""docs/generated/alarm.md: the five dials, what is said of them, and their limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcheck.knowledge.alarm import DialState, alarm
from backcheck.knowledge.dials import AlarmExample, dials
from backcheck.knowledge.instruments_file import instruments
from backcheck.knowledge.scores import score
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, instrument_name, label, render
from tools.markdown import table
from tools.who_says import who_says

_HEAD = """# The alarm: five dials

Written from `knowledge/data/alarm.toml`; every example here is a test. Nothing here has been
reviewed by a clinician. Why does pain stay when a scan is normal? Five things are shown side by
side. There is no total, and no order by height. What was not answered is unknown, never low.

While a warning sign is open, or nobody has asked for one, nothing is explained: the warning sign
comes first, and only what leads to a doctor is said. A test goes through all answers at their
best, at their worst and missing.

From where on an answer stands out is our judgement, so no sentence tells it. What is known of an
answer that stands out is told only where the source was seen.

## The dials

"""


def alarm_page() -> str:
    """The whole page."""
    return (
        _HEAD
        + _dials()
        + "\n## What is said of an answer that stands out\n\n"
        + _said(f"alarm.high.{key}" for key in _high_sentences())
        + "\n## What is known of it\n\n"
        + _statements(dials().known.values())
        + "\n## Limits, printed beside the dials\n\n"
        + _statements(dials().limits.values())
        + "\n## What is said besides\n\n"
        + _said(
            f"alarm.{key}"
            for key in ("warning.open", "warning.not_asked", "none_high", "unanswered")
        )
        + "\n## Examples\n"
        + "".join(_example(each) for each in dials().examples.values())
    )


def _dials() -> str:
    rows = [
        (label(f"alarm.dial.{dial.id}"), *_part(part))
        for dial in dials().all.values()
        for part in dial.parts
    ]
    columns = ("dial", "instrument", "stands out", "a doctor is named", "who says so")
    return table(columns, rows, numbers=False)


def _part(part: str) -> tuple[str, str, str, str]:
    high, held = dials().high[part], instruments().all[part]
    side = "or below" if held.higher_is_better else "or above"
    cut = f"at {high.at:g} {side}" if held.low < high.at < held.high else f"at {high.at:g}"
    link = f"[{instrument_name(part)}](instruments.md#{part})"
    return link, cut, "yes" if high.to_doctor else "no", who_says(high.provenance)


def _high_sentences() -> list[str]:
    return list(dict.fromkeys(each.says for each in dials().high.values()))


def _said(keys: Iterable[str]) -> str:
    return table(("to the practitioner", "to the patient"), [_both(key) for key in keys], False)


def _both(key: str) -> tuple[str, str]:
    practitioner, patient = (
        render(Sentence(key), audience) for audience in (Audience.PRACTITIONER, Audience.PATIENT)
    )
    return practitioner, patient


def _told(each: Statement) -> tuple[str, str]:
    """As either reader may be told it; nothing here is only remembered."""
    practitioner, patient = (
        "" if (said := each.told_to(audience)) is None else render(said, audience)
        for audience in (Audience.PRACTITIONER, Audience.PATIENT)
    )
    return practitioner, patient


def _statements(found: Iterable[Statement]) -> str:
    columns = ("to the practitioner", "to the patient", "who says so")
    rows = [(*_told(each), who_says(each.provenance)) for each in found]
    return table(columns, rows, numbers=False)


def _example(example: AlarmExample) -> str:
    lines = "".join(f"{line}\n" for line in _lines(example))
    return f"\n**{example.id.replace('_', ' ')}**\n\n{lines}"


def _lines(example: AlarmExample) -> Iterator[str]:
    given = {
        key: score(held, dict.fromkeys(held.answer_names, value))
        for key, value in example.scores.items()
        for held in [instruments().all[key]]
    }
    found = alarm(given, example.warning_signs)
    answers = ", ".join(f"{instrument_name(k)} {value:g}" for k, value in example.scores.items())
    yield f"- answers: {answers}; warning signs: {example.warning_signs.replace('_', ' ')}"
    states = [
        f"{label(f'alarm.dial.{each.dial.id}')}: {label(f'alarm.state.{each.state}')}"
        for each in found.readings
        if each.state is not DialState.NOT_HIGH
    ]
    yield f"- {'; '.join(states) or 'no dial stands out'}"
    for audience in (Audience.PRACTITIONER, Audience.PATIENT):
        words = " ".join(render(each, audience) for each in found.said)
        yield f"- to the {audience}: {words}"
