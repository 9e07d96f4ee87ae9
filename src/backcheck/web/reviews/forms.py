"""What somebody writes who signs, or withdraws a signature."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from backcheck.knowledge.rule_sets import RuleSet
from backcheck.web.kit.words import later, words

_LETTERS = 1_000
_LEAST = 10  # fewer letters are no reason
_UNSEEN = ("Cc", "Cs", "Cf")


class WhyForm(forms.Form):
    """Why. The form knows which data was on the page, so that nobody signs what they didn't see."""

    why = forms.CharField(
        label=later("page.reviews.why"),
        max_length=_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": later("page.reviews.why_missing"),
            "max_length": later("page.reviews.why_long"),
        },
    )
    content = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, of: RuleSet) -> None:
        self.of = of
        super().__init__(data, initial={"content": of.sha256})

    def clean_why(self) -> str:
        """Some words, without what can't be seen."""
        given: str = self.cleaned_data["why"]
        kept = "".join(c for c in given if c == "\n" or unicodedata.category(c) not in _UNSEEN)
        if len(kept.strip()) < _LEAST:
            raise ValidationError(words("page.reviews.why_missing"))
        return kept.strip()

    def clean(self) -> dict[str, Any]:
        """The rules are still those that were shown."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("content") != self.of.sha256:
            self.data = self.data.copy()
            self.data["content"] = self.of.sha256
            raise ValidationError(words("page.reviews.changed_meanwhile"))
        return found
