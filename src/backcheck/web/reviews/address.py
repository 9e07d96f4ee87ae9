"""A rule set in an address."""

from __future__ import annotations

from django.urls import register_converter

from backcheck.knowledge.rule_sets import FILES, RuleSet, rule_sets


class RuleSetConverter:
    """The id of a rule set; anything else is no address."""

    regex = "|".join(FILES)

    def to_python(self, value: str) -> RuleSet:
        """As code knows it."""
        return rule_sets()[value]

    def to_url(self, value: RuleSet | str) -> str:
        """As it is written."""
        return value.id if isinstance(value, RuleSet) else value


register_converter(RuleSetConverter, "rules")
