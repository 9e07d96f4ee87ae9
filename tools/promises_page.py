"""The page docs/generated/promises.md: what no sentence says, by the rules that look for it."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.promises import Kind, WordRule, word_rules

_MEANS = {
    Kind.PROMISE: "Promises: that somebody will get better, or that something helps.",
    Kind.CERTAINTY: "Certainty it hasn't got: a cause, a proof, or that there is no danger.",
    Kind.BLAME: "Blame: that it is the patient's doing, or that pain is to be fought.",
    Kind.WORD: "Words that mislead, because readers hear something else in them.",
}
_NAMES = {"en": "English", "he": "Hebrew"}


def promises_page() -> str:
    """Each rule with the sentences it must catch and those it must let pass."""
    parts = [
        "# What no sentence says\n\n"
        "Every sentence of the catalogue, in every language, and the help of every command is "
        "held against these rules by `tests/unit/knowledge/test_promises.py`. The examples are "
        "that test. A rule finds words, it doesn't understand them: of 34 sentences made up to "
        "slip through, 12 were caught, and the rules were widened by others of them afterwards. "
        "Expect new ones to slip through as well: sentences are also read by people. "
        "The patterns stand in `knowledge/data/promises.toml`; they are our choice (`judgement`).\n"
    ]
    for kind, means in _MEANS.items():
        parts.append(f"\n## {means}\n")
        parts += [_rule(rule) for rule in word_rules().values() if rule.kind is kind]
    return "".join(parts)


def _rule(rule: WordRule) -> str:
    return (
        f"\n### {_NAMES[rule.language]}\n\nCaught:\n\n{_quoted(rule, rule.catches)}"
        f"\nLet pass:\n\n{_quoted(rule, rule.passes)}"
    )


def _quoted(rule: WordRule, texts: Iterable[str]) -> str:
    if rule.language == "en":
        return "".join(f"- {text}\n" for text in texts)
    return "".join(f'- <bdi lang="{rule.language}">{text}</bdi>\n' for text in texts)
