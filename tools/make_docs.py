"""Write docs/generated/: what the code knows about itself, as pages.

    python -m tools.make_docs

tests/docs/test_generated.py fails when a page is stale.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from backcheck.__main__ import every_command
from backcheck.knowledge.adverse_events import adverse_events
from backcheck.knowledge.consents import consents
from backcheck.knowledge.dials import dials
from backcheck.knowledge.evidence_items import evidence_items
from backcheck.knowledge.home import home
from backcheck.knowledge.instruments import Licence
from backcheck.knowledge.measured import measured
from backcheck.knowledge.natural_course import natural_course
from backcheck.knowledge.points.segments import segments
from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.response import response
from backcheck.knowledge.retention import retention
from backcheck.knowledge.scenarios import scenarios
from backcheck.knowledge.screening.rules import rules as screening_rules
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.several import several
from backcheck.knowledge.signs import signs
from backcheck.knowledge.suits import suits
from backcheck.knowledge.thresholds import thresholds
from backcheck.knowledge.wording import Audience, label, render
from backcheck.reports.chart import chart
from backcheck.verdict.picture import picture
from backcheck.web.configuration.configuration import NO_SETTINGS, Configuration
from backcheck.web.configuration.setting import settings_of, variable
from tests.spec.verdict.golden import GOLDEN, Golden, assessed, whole_answer
from tools import compile_words
from tools.access_page import access_page
from tools.alarm_page import alarm_page
from tools.balance_page import balance_page
from tools.cautions_page import cautions_page
from tools.evidence_page import evidence_page
from tools.home_page import home_page
from tools.instruments_page import figures, instruments_page
from tools.locked_page import locked_page
from tools.points_page import points_page, points_page_hebrew
from tools.promises_page import promises_page
from tools.rates_page import rates_page
from tools.red_flags_page import red_flags_page
from tools.suits_page import suits_page

TARGET = Path(__file__).parent.parent / "docs/generated"
_HEAD = "<!-- Written by tools/make_docs.py; edit what it reads, not this page. -->\n\n"


def verdicts() -> str:
    """The twelve golden courses as a reader meets them."""
    parts = [
        "# Twelve courses and their answers\n\n",
        "Each is a course file in `tests/spec/verdict/courses/` and a test. "
        "One for every verdict and every next step.\n",
    ]
    return "".join(parts + [_one_course(golden) for golden in GOLDEN])


def _one_course(golden: Golden) -> str:
    whole = whole_answer(golden)
    answer, patient = whole["answer"], whole["patient"]
    numbers = [
        f"{answer['ratings']} ratings of {answer['primary']}, {answer['visits']} visits, "
        f"pain had lasted: {answer['stratum'].replace('_', ' ')}",
        f"P(helping) {_shown(answer['p_helping'])}, for a sceptic "
        f"{_shown(answer['priors']['sceptical'])}; P(real change) {_shown(answer['p_real'])}; "
        f"P(worse) {_shown(answer['p_worse'])}",
    ]
    said = {True: "helped", False: "not helped", None: "cannot be computed"}
    rules = "; ".join(
        f"{label(f'rule.{rule}')}: {said[helped]}" for rule, helped in answer["usual_rules"].items()
    )
    return (
        f"\n## {golden.title}\n\n{golden.text}\n\n"
        f"`{golden.name}.csv` → **{golden.verdict}**, **{golden.next_step}**\n\n"
        f"{_bullets([*numbers, f'usual rules: {rules}'])}\n"
        f"To the practitioner:\n\n{_bullets(answer['because'])}\n"
        f"To the patient: *{patient['verdict']}. {patient['next_step']}.*\n\n"
        f"{_bullets(patient['five_sentences'])}"
    )


def _shown(number: float | None) -> str:
    return "not yet" if number is None else f"{number:.3f}"


def _bullets(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


def sentences(language: str = "en") -> str:
    """Every sentence the product can say; of a plural, each wording that differs."""
    words: dict[str, dict[str, str]] = {}
    for entry in compile_words.whole(language):
        told = list(dict.fromkeys(entry.msgstr_plural.values())) or [entry.msgstr]
        words.setdefault(entry.msgid, {})[entry.msgctxt] = "<br>".join(told).replace("|", "\\|")
    rows = [
        f"| `{key}` | {said.get('practitioner', said.get('label', ''))} "
        f"| {said.get('patient', '')} |\n"
        for key, said in words.items()
    ]
    return "| id | practitioner, or label | patient |\n|---|---|---|\n" + "".join(rows)


def english() -> str:
    """The master."""
    return f"# Every sentence the product can say\n\n{sentences()}"


def hebrew() -> str:
    """The same in Hebrew, to be read from right to left."""
    head = "# Every sentence the product can say, in Hebrew\n\n"
    terms = "The words it is made of: [Hebrew terms](../hebrew-terms.md).\n\n"
    return f'{head}{terms}<div dir="rtl" lang="he">\n\n{sentences("he")}\n</div>\n'


def knowledge() -> str:
    """Every number of the knowledge files, with who says so."""
    head = (
        "# Every number the product holds, and who says so\n\n"
        "Nothing here has been reviewed by a clinician: review is set in the product, by a named "
        "clinician of the clinic. What is `from_memory` or `judgement` is never told to a patient "
        "as fact. How often an answer is wrong is measured: "
        "[how-often-wrong.md](how-often-wrong.md). What the warning signs rest on stands "
        "beside each question and rule: [red-flags.md](red-flags.md). Where each point lies, in "
        "cun: [points.md](points.md). What the balance method's tables rest on, beside each row: "
        "[balance.md](balance.md).\n\n"
        "| item | values | certainty | source | review |\n|---|---|---|---|---|\n"
    )
    return head + "".join(_row(name, record) for name, record in _records())


def _records() -> Iterator[tuple[str, Any]]:
    priors, rules, simulated = response(), thresholds(), scenarios()
    groups: list[tuple[str, Mapping[str, Any]]] = [
        ("signs", signs()),
        ("transforms", measured().transforms),
        ("errors", measured().errors),
        ("wavering", {"all": measured().wavering}),
        ("several", {e.id: e for e in (several().enough, several().errors, several().discord)}),
        ("own", {part.id: part for part in several().own}),
        ("strata", priors.strata),
        ("stances", priors.stances),
        ("spread", priors.spread),
        ("onset", {entry.id: entry for entry in priors.onset}),
        ("shape", {"all": priors.shape}),
        ("relief", {"all": priors.relief}),
        ("told", natural_course()),
        ("simulated", {"design": simulated.design, "habits": simulated.habits}),
        ("consents", {text.id: text for text in consents().values()}),
        ("figures", adverse_events()),
        ("findings", evidence_items().findings),
        ("guidelines", evidence_items().guidelines),
        ("payers", evidence_items().payers),
        ("pictures", evidence_items().pictures),
        ("ladder", {"usual": home().ladder}),
        ("suits", {"usual": suits()}),
        ("retention", {"usual": retention()}),
        ("limbs", {length.id: length for length in segments().lengths}),
        *figures(),
        ("dials", dials().all),
        ("high", dials().high),
        ("known", dials().known),
        ("limits", dials().limits),
        ("warning_signs", {"acute_primary_care": screening_rules().how_poor}),
        ("scenarios", {key: scenario.making for key, scenario in simulated.all.items()}),
    ]
    for field in dataclasses.fields(rules):
        value = getattr(rules, field.name)
        groups.append(
            (field.name, value) if isinstance(value, Mapping) else ("", {field.name: value})
        )
    for group, entries in groups:
        for key, record in entries.items():
            yield f"{group}.{key}".lstrip("."), record


def _row(name: str, record: Any) -> str:
    told: Provenance = record.provenance
    values = ", ".join(
        f"{field.name} {_value(getattr(record, field.name))}"
        for field in dataclasses.fields(record)
        if field.name not in ("id", "provenance")
    )
    source = f"{told.source.citation}"
    return f"| `{name}` | {values} | {told.certainty.value} | {source} | {told.review} |\n"


def _value(value: object) -> str:
    if isinstance(value, Licence):
        return value.kind.value
    if isinstance(value, Mapping):
        return " ".join(f"{name} {number:.6g}" for name, number in value.items()) or "none"
    if isinstance(value, tuple):
        return " ".join(map(str, value)).lower()
    return f"{value:.6g}" if isinstance(value, float) else str(value).lower()


def commands() -> str:
    """The help of every command."""
    parts = ["# Commands\n"]
    with mock.patch.dict(os.environ, COLUMNS="90"):  # argparse asks how wide the terminal is
        for name, parser in every_command().items():
            parts.append(f"\n## `{name}`\n\n```\n{parser.format_help()}```\n")
    return "".join(parts)


def settings() -> str:
    """Every setting, and the variables that are none."""
    rows = [
        f"| `{variable(name)}` | `{name}` | {each.takes} | {each.otherwise} | {each.help} |\n"
        for name, each in settings_of(Configuration).items()
    ]
    others = [f"| `{name}` | {what} |\n" for name, what in NO_SETTINGS.items()]
    return (
        "# Settings\n\n"
        'Each is an environment variable, or a line of one TOML file (`language = "he"`) that '
        "`BACKCHECK_SETTINGS` names, by habit `backcheck.toml`. The environment wins over the "
        "file; a path in the file is seen from the file's folder. What is unknown or wrong is "
        "refused before anything is done, all of it at once, with what to write instead.\n\n"
        "| variable | in the file | takes | when not set | what it is |\n|---|---|---|---|---|\n"
        f"{''.join(rows)}\n"
        "Variables that are no settings:\n\n| variable | what it is |\n|---|---|\n"
        f"{''.join(others)}"
    )


def drawing() -> str:
    """The picture of one golden course."""
    (golden,) = (golden for golden in GOLDEN if golden.name == "very-likely-helping")
    assessment = assessed(golden)
    found = picture(assessment)
    assert found is not None
    verdict = Sentence(f"verdict.{assessment.verdict.value}")
    return chart(found, render(verdict, Audience.PRACTITIONER)) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "verdicts.md": verdicts,
    "sentences.md": english,
    "sentences.he.md": hebrew,
    "knowledge.md": knowledge,
    "commands.md": commands,
    "settings.md": settings,
    "access.md": access_page,
    "red-flags.md": red_flags_page,
    "how-often-wrong.md": rates_page,
    "locked-set.md": locked_page,
    "instruments.md": instruments_page,
    "alarm.md": alarm_page,
    "balance.md": balance_page,
    "promises.md": promises_page,
    "cautions.md": cautions_page,
    "points.md": points_page,
    "points.he.md": points_page_hebrew,
    "evidence.md": evidence_page,
    "home.md": home_page,
    "suits.md": suits_page,
    "very-likely-helping.svg": drawing,
}


def page(name: str) -> str:
    """A page as it should stand in docs/generated."""
    return (_HEAD if name.endswith(".md") else "") + PAGES[name]()


if __name__ == "__main__":
    for name in PAGES:
        (TARGET / name).write_text(page(name), encoding="utf-8")
