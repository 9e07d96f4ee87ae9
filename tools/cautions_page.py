"""The page docs/generated/cautions.md: what is heeded before a treatment, and why."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.adverse_events import adverse_events
from backcheck.knowledge.caution_rules import Action, CautionRule, Example, caution_rules
from backcheck.knowledge.planned import Answer
from backcheck.knowledge.wording import Audience, label, render
from tools.markdown import table
from tools.who_says import told_to_patient, who_says

_ACTIONS = {
    Action.AVOID: "Avoid",
    Action.ADAPT: "Adapt",
    Action.CONFIRM: "Confirm, and write down who confirmed it",
    Action.RECORD: "Record",
}


def cautions_page() -> str:
    """Every rule with its examples, and how often harm was seen."""
    parts = [
        "# Cautions before a treatment\n\n"
        "No clinician has reviewed them: the level of each is a proposal. A condition nobody "
        "asked about is listed as not answered and never taken for a no; whoever is not sure is "
        "taken for a yes; a place or a region that isn't known may be any. The examples are "
        "tests. What is from memory is not shown to a patient, and a judgement is shown as ours. "
        "Each rule stands in `knowledge/data/cautions.toml`.\n"
    ]
    for action, title in _ACTIONS.items():
        parts.append(f"\n## {title}\n")
        parts += [_rule(rule) for rule in caution_rules().values() if rule.action is action]
    return "".join([*parts, _harm(), _gaps()])


def _rule(rule: CautionRule) -> str:
    when = "always" if rule.always else ", or ".join(_question(each) for each in rule.when)
    only = f"; only at its place: {_words(rule.only_there)}" if rule.only_there else ""
    regions = f"\n- regions: {_words(rule.regions)}" if rule.regions else ""
    flags = f"\n- points flagged for it ([points.md](points.md)): {len(rule.flagged)}"
    regions += flags if rule.flagged else ""
    return (
        f"\n### `{rule.id}`\n\n{render(rule.said, Audience.PRACTITIONER)}\n\n"
        f"- asked: {when}\n- techniques: {_words(rule.techniques)}{only}{regions}\n"
        f"- the patient reads: {told_to_patient(rule.said, rule.provenance)}\n"
        f"- {who_says(rule.provenance)}\n"
        f"- examples: {'; '.join(_example(each) for each in rule.examples)}\n"
    )


def _question(condition: str) -> str:
    return f"“{label(f'condition.{condition}')}”"


def _words(words: Iterable[str]) -> str:
    return ", ".join(sorted(str(word).replace("_", " ") for word in words))


def _example(example: Example) -> str:
    answers = [f"{_plain(c)}: {answer.value}" for c, answer in example.background.answers.items()]
    there = {region for places in example.background.places.values() for region in places}
    at = [f"at the {_words(there)}"] if there else []
    planned = example.planned
    where = [*sorted(planned.points), *([_words(planned.regions)] if planned.regions else [])]
    plan = _words(planned.techniques) + (f" ({', '.join(where)})" if where else "")
    known = ", ".join([*answers, *at]) or "nobody in particular"
    return f"{known}; {plan} → {'holds' if example.holds else 'does not hold'}"


def _plain(condition: str) -> str:
    return condition.replace("_", " ")


def _harm() -> str:
    rows = [
        (
            label(f"harm.{figure.id}"),
            label(figure.said.id, "en", **figure.said.parameters),
            figure.provenance.certainty.value.replace("_", " "),
            figure.provenance.source.citation,
        )
        for figure in adverse_events().values()
    ]
    return (
        "\n## How often harm was seen\n\n"
        "Each with its denominator. What is from memory is not shown to patients.\n\n"
        + table(("what", "how often", "certainty", "source"), rows, numbers=False)
    )


def _gaps() -> str:
    asked = f"{', '.join(answer.value for answer in Answer)}"
    return (
        "\n## What is not here\n\n"
        f"- Answers are {asked}; how severe a condition is, is for the practitioner.\n"
        "- Where the list of a source says for one technique “there” and for another nothing, "
        "the other is avoided everywhere, as it was written: cups with varicose veins, say. "
        "A clinician may find that too strict.\n"
        "- Heat in pregnancy, and heat or cups with a pump or a stimulator under the skin: no "
        "source was read.\n"
        "- Which medicine thins the blood how much, and which clotting values are low enough.\n"
        "- What points do to inner organs: nothing is claimed.\n"
    )
