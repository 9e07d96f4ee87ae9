"""Every sentence the product can say stands in the catalogue, for each audience, and is used."""

from __future__ import annotations

import re
import string
from functools import cache
from pathlib import Path

import polib
import pytest

from backcheck.knowledge.adverse_events import Per, adverse_events
from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.cautions import conditions
from backcheck.knowledge.consents import consents
from backcheck.knowledge.designs import designs
from backcheck.knowledge.evidence_items import evidence_items
from backcheck.knowledge.letter_times import LEVELS
from backcheck.knowledge.natural_course import natural_course
from backcheck.knowledge.planned import Answer
from backcheck.knowledge.response import STANCES
from backcheck.knowledge.rule_sets import FILES
from backcheck.knowledge.scenarios import scenarios
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.signs import signs
from backcheck.knowledge.thresholds import USUAL_RULES
from backcheck.knowledge.wording import (
    Audience,
    MissingSentence,
    better,
    better_range,
    label,
    languages,
    number,
    percent,
    percent_of_harm,
    render,
)
from backcheck.verdict.course import FlagLevel, Stratum
from backcheck.verdict.due import When
from backcheck.verdict.plan import LEVERS
from backcheck.verdict.robust import DependsOn
from backcheck.verdict.rules import NEEDS_A_DOCTOR, NextStep, Verdict
from backcheck.verdict.several import Direction, Discordance
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.roles import Act, Role
from backcheck.web.clinics.trouble import Trouble
from backcheck.web.emergency.kinds import LineKind
from backcheck.web.guide.forms import AskingForm
from backcheck.web.guide.suits import CASES
from backcheck.web.keeping.exchange.readme import PARTS
from tests.support.alarm_words import said_of_the_alarm
from tests.support.balance_words import said_of_balance
from tests.support.evidence_words import said_of_evidence, said_of_home
from tests.support.instrument_words import said_of_instruments
from tests.support.point_words import said_of_points
from tests.support.points_page_words import said_of_points_pages
from tests.support.screening_words import said_of_screening
from tools import compile_words

SOURCE = Path(__file__).parents[3] / "src/backcheck"
CATALOGUES = compile_words.languages()
COUNT = ("count", "")  # may be a word of the template
OUTCOMES = ("better", "not_better")
HEADINGS = (
    "based_on",
    "five",
    "three",
    "estimate",
    "interval",
    "probability",
    "forecast",
    "course",
)
HEADINGS += (
    "usual_rules",
    "verdict",
    "where_nothing_helped",
    "because",
    "would_change",
    "cannot_show",
)
HEADINGS += ("signs", "direction", "from_to", "beyond_expected", "signs_said")
HEADINGS += ("caveat", "on", "next_step", "benefit")
SIDES = ("better", "worse")
BELIEVING = ("", *(f"_{stance}" for stance in STANCES[1:]))
SUBJECTS = (
    "balance|because|step|change|cannot|five|label|chart|due|page|rates|robust|plan|measure|told"
    "|screen|letter"
)
IN_CODE = re.compile(rf'"((?:{SUBJECTS})\.[a-zA-Z_.0-9]+)"')
IN_TEMPLATES = re.compile(r"""\{%\s*words\s+(["'])([a-zA-Z_.0-9]+)\1""")


@cache
def _entries(language: str) -> dict[tuple[str, str], polib.POEntry]:
    return {(e.msgctxt, e.msgid): e for e in compile_words.whole(language)}


def _said_in_code() -> set[str]:
    return set(IN_CODE.findall(_all_of("*.py")))


def _said_in_templates() -> set[str]:
    return {key for _, key in IN_TEMPLATES.findall(_all_of("*.html"))}


@cache
def _all_of(files: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob(files))


def _templates(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@cache
def _families() -> set[str]:
    """The sentences whose id ends in the name of something: one for each that there is."""
    urgent = [level.value for level in NEEDS_A_DOCTOR]
    steps = [step.value.lower() for step in NextStep if step is not NextStep.REFER]
    return {
        *(f"verdict.{verdict.value}" for verdict in Verdict),
        *(f"next_step.{step.value}" for step in NextStep),
        *(f"step.open_flag.{level}" for level in urgent),
        *(f"step.limit_{by}_{how}" for by in ("visits", "days") for how in OUTCOMES),
        *(f"five.changed.{how}" for how in ("better", "probably_better", "unclear", "worse")),
        *(f"five.expected.{how}" for how in ("more", "better")),
        *(f"five.next.refer.{level}" for level in urgent),
        *(f"five.next.{step}" for step in steps),
        *(f"five.anyway.{key}" for key in natural_course()),
        *(f"five.wrong.{verdict.value.lower()}" for verdict in Verdict),
        *(f"label.direction_{way.value}" for way in Direction),
        *(f"signs.discord.{how.value}" for how in Discordance),
        *(f"signs.together.{how}" for how in ("supports", "limits", "more", "neither", "divided")),
        *(f"stratum.{stratum.value}" for stratum in Stratum),
        *(f"sign.{sign}" for sign in signs()),
        *(f"rule.{rule}" for rule in USUAL_RULES),
        *(f"rates.rule_{rule}" for rule in USUAL_RULES),
        *(f"rates.scenario_{scenario}" for scenario in scenarios().all),
        *(f"label.{key}" for key in HEADINGS),
        *(f"chart.month_{month}" for month in range(1, 13)),
        *(f"chart.flag_{level.value}" for level in FlagLevel),
        *(f"chart.desc_{better}_is_better" for better in ("higher", "lower")),
        *(f"chart.column_{key}" for key in ("week", "rating", "usual", "low", "high", "anyway")),
        *(f"chart.gap_{how}{side}" for how in ("", "partly_", "ahead_") for side in SIDES),
        *(f"chart.interval_{side}" for side in (*SIDES, "better_to_worse", "worse_to_better")),
        *(f"chart.note_{what}" for what in ("flare", "bands")),
        *(f"due.flag.{level}" for level in urgent),
        *(
            f"consent.{text.purpose}.{text.version}.{part}"
            for text in consents().values()
            for part in text.parts
        ),
        *(f"page.clinic_export.readme_{part}" for part in PARTS),
        *(f"page.due.{when.name.lower()}" for when in When),
        *(f"page.trouble.{trouble}{end}" for trouble in Trouble for end in ("", "_do")),
        *(f"trail.verb.{verb.value}" for verb in Verb),
        *(f"trail.role.{role.value}" for role in Role),
        *(f"trail.act.{act.value}" for act in Act),
        # Whoever records an act chooses what it is called: the page has words for those it knows.
        *(key for key in _known() if key.startswith(("trail.verb.", "trail.kind.", "trail.did."))),
        *(
            f"robust.{kind}_{reason.value}"
            for kind in ("on", "same", "short")
            for reason in DependsOn
        ),
        *(f"robust.depends_{count}" for count in range(1, 5)),
        *(f"robust.if_{way}{end}" for way in ("duration", "unknown") for end in BELIEVING),
        *(f"robust.if{end}" for end in BELIEVING[1:]),
        *said_of_instruments(),
        *said_of_the_alarm(),
        *said_of_balance(),
        *said_of_points(),
        *said_of_points_pages(),
        "robust.short_none",
        *said_of_screening(),
        *(f"letter.headline_{level.name}" for level in LEVELS),
        *(f"plan.lever_{name}" for name in LEVERS),
        *(f"plan.design_{key}" for key in designs().all),
        *(f"caution.{rule}" for rule in caution_rules()),
        *(f"condition.{condition}" for condition in conditions()),
        *(f"harm.{figure}" for figure in adverse_events()),
        *(f"harm.of_{per}{end}" for per in Per for end in ("", "_between")),
        *said_of_evidence(),
        *said_of_home(),
        *(f"page.suits.case_{case}" for case in CASES),
        *(f"rules.{each}{end}" for each in FILES for end in ("", "_what")),
        *(f"page.emergency.{kind}{end}" for kind in LineKind for end in ("", "_what")),
        *(f"page.evidence.card_{card}" for card in evidence_items().cards),
        *(f"page.suits.{answer}" for answer in Answer),
        *(f"page.suits.ask_{asked}" for asked in AskingForm.base_fields),
        *(f"page.words.{reader.value}" for reader in Audience if reader is not Audience.LABEL),
    }


def _known() -> set[str]:
    return {key for _, key in _entries("en")}


def test_the_catalogue_holds_what_is_said():
    assert sorted((_said_in_code() | _said_in_templates() | _families()) - _known()) == []


def test_the_catalogue_holds_nothing_that_nobody_says():
    assert sorted(_known() - (_said_in_code() | _said_in_templates() | _families())) == []


def test_what_a_template_says_is_a_label():
    """A template has no audience to choose."""
    entries = _entries("en")
    assert sorted(key for key in _said_in_templates() if ("label", key) not in entries) == []


@pytest.mark.parametrize("tag", ["{% words 'page.weeks' %}", '{% words "page.weeks" count=2 %}'])
def test_a_template_is_read_with_either_quote(tag):
    assert [key for _, key in IN_TEMPLATES.findall(tag)] == ["page.weeks"]


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_sentence_has_words_for_both_audiences(language):
    entries = _entries(language)
    for audience, key in entries:
        if audience != "label":
            assert ("practitioner", key) in entries
            assert ("patient", key) in entries


@pytest.mark.parametrize("language", CATALOGUES)
def test_nothing_is_missing_or_fuzzy(language):
    for entry in compile_words.whole(language):
        assert "fuzzy" not in entry.flags
        assert all(template.strip() for template in _templates(entry)), entry.msgid


@pytest.mark.parametrize("language", CATALOGUES)
def test_languages_say_the_same_sentences_with_the_same_parameters(language):
    english, other = _entries("en"), _entries(language)
    assert english.keys() == other.keys()
    for key, entry in english.items():
        wanted = set.union(*(_fields(template) for template in _templates(entry)))
        for template in _templates(other[key]):
            optional = {COUNT} if other[key].msgstr_plural else set()
            assert wanted - optional <= _fields(template) <= wanted, key


def _fields(template: str) -> set[tuple[str, str]]:
    """Each parameter with its format: a number is told alike in every language."""
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_is_read_is_what_was_written(language):
    compiled = compile_words.compiled(language).read_bytes()
    assert compiled == compile_words.whole(language).to_binary(), (
        "run python -m tools.compile_words"
    )


def test_every_usual_rule_has_a_name():
    for rule in USUAL_RULES:
        assert label(f"rule.{rule}")


def test_a_sentence_that_is_not_there_is_an_error_and_no_silence():
    with pytest.raises(MissingSentence):
        render(Sentence("because.nobody_wrote_this"), Audience.PATIENT)
    with pytest.raises(MissingSentence):
        render(Sentence("label.course"), Audience.PATIENT)
    with pytest.raises(KeyError):
        render(Sentence("because.worse"), Audience.PATIENT)


def test_one_and_many():
    one = render(Sentence("step.before_first_look", {"count": 1}), Audience.PRACTITIONER)
    three = render(Sentence("step.before_first_look", {"count": 3}), Audience.PRACTITIONER)
    assert one == "The first look comes after 1 more visit."
    assert three == "The first look comes after 3 more visits."


@pytest.mark.parametrize(
    ("prob", "text"),
    [(0.0, "<1%"), (0.0099, "<1%"), (0.01, "1%"), (0.649, "64%"), (0.65, "65%"), (1.0, ">99%")],
)
def test_a_probability_never_seems_to_reach_what_it_has_not_reached(prob, text):
    assert percent(prob) == text


@pytest.mark.parametrize(
    ("prob", "text"),
    [(0.009, "<1%"), (0.01, "1%"), (0.072, "8%"), (0.8, "80%"), (0.991, ">99%")],
)
def test_harm_is_never_made_to_look_smaller(prob, text):
    assert percent_of_harm(prob) == text


def test_a_sentence_within_a_sentence_is_told_to_the_same_reader():
    ours = Sentence("five.expected.none")
    whole = Sentence("five.anyway.unknown", {"ours": ours})
    for reader in (Audience.PRACTITIONER, Audience.PATIENT):
        assert render(whole, reader).endswith(" " + render(ours, reader))


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ((0.04, 3.0), "0.0 to 3.0"),
        ((-3.2, -0.4), "0.4 to 3.2 worse"),
        ((-1.2, 1.9), "1.2 worse to 1.9 better"),
    ],
)
def test_a_range_is_told_in_words(points, told):
    assert better_range(points) == told


@pytest.mark.parametrize(
    ("points", "told"),
    [(1.26, "1.3 points better"), (-1.8, "1.8 points worse"), (-0.04, "0.0 points better")],
)
def test_below_zero_is_worse(points, told):
    assert better(points) == told


def test_our_errors_are_rounded_up_and_other_shares_to_the_nearest():
    """0.061 is 6% of a usual rule; rounded up, as ours is, it would be 7%."""
    usual = label("label.share_range", low=0.061, high=0.792)
    told = {"visits": 8, "low": 0.001, "high": 0.098}
    ours = render(Sentence("five.wrong.probably_helping", told), Audience.PRACTITIONER)
    assert usual == "6% to 79%"
    assert ours.endswith("1% to 10%.")


def test_a_number_has_a_true_minus_and_no_minus_nought():
    assert number(-1.25, 1) == "\u22121.2"
    assert number(-0.04, 1) == "0.0"
    assert number(-1.5, 1, "he") == "\u2066\u22121.5\u2069"


def test_english_is_there():
    assert "en" in languages()
