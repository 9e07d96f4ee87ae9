"""An event needs somebody, something, and names that a database and a reader can take."""

from __future__ import annotations

import pytest

from backcheck.web.audit.event import NAME_LETTERS, Item, Person, Process


@pytest.mark.parametrize("text", ["", "  ", "a\0b", "a\nb", "\ud800", "x" * (NAME_LETTERS + 1)])
def test_what_names_nobody_or_nothing_is_refused(text: str) -> None:
    for made in (
        lambda: Person("u1", text),
        lambda: Person(text, "Dana"),
        lambda: Process(text),
        lambda: Item("patient", text),
        lambda: Item(text, "p1"),
    ):
        with pytest.raises(ValueError, match=r"needs|letters|control"):
            made()


def test_every_name_people_have_is_taken() -> None:
    for name in ("דנה כהן", "Zoë O'Brien", "\u200fדנה\u200f", "x" * NAME_LETTERS):
        assert Person("u1", name).name == name
