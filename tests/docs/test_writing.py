"""What code of the web may not do: change rows anywhere, speak SQL, or let markup through."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src/backcheck/web"
SOURCES = sorted(path for path in WEB.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted(WEB.rglob("*.html"))

# Where rows are shown and asked for; what changes rows records it, so it stands apart.
SHOWS = {"views", "presenters", "forms", "queries", "access", "urls", "context", "member"}
CHANGES = {"update", "bulk_create", "bulk_update", "delete", "create", "save", "get_or_create"}
CHANGES |= {"update_or_create"}
SQL = {"raw", "extra", "cursor", "RawSQL", "executescript"}
# Rows that go together: links that end one another, a record whose end takes all of it.
CHANGES_MANY = {"actions", "links", "ending"}
MAY_SPEAK_SQL = {"audit", "keeping", "configuration", "commands", "demo"}
EMPTIES_THE_LOG = {"patients/ending.py"}  # SQLite's, so that nothing erased stays in it
MARKUP = {"mark_safe", "SafeString", "SafeText", "csrf_exempt", "format_html_join"}
# Markup that we make ourselves, out of Django's own rendering or our own drawing.
MAKES_MARKUP = {"courses/presenters.py", "courses/written.py", "kit/templatetags/kit.py"}
MAKES_MARKUP |= {"guide/pictures.py"}
MAKES_MARKUP |= {"people/factors.py"}  # the picture of an app's secret
MAY_PRINT = {"commands"}


def _name(path: Path) -> str:
    return str(path.relative_to(WEB))


def _room(path: Path) -> str:
    return path.relative_to(WEB).parts[0]


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a file, by the last part of what is called."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            yield getattr(called, "attr", getattr(called, "id", "")), node


def _names(path: Path) -> set[str]:
    """Every name that a file takes in or uses."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom():
                found |= {alias.name for alias in node.names}
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
    return found


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _modules(path: Path) -> set[str]:
    """Every module that a file imports when it runs, as it writes it."""
    found = set()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {id(part) for each in tree.body if _is_for_types(each) for part in ast.walk(each)}
    for node in ast.walk(tree):
        match node:
            case _ if id(node) in named:
                continue
            case ast.ImportFrom(module=module):
                found |= {f"{module or ''}.{alias.name}" for alias in node.names}
                found.add(module or "")
            case ast.Import():
                found |= {alias.name for alias in node.names}
    return found


def _on_rows(call: ast.Call) -> bool:
    """``X.objects.update()`` and ``rows.filter().delete()``, but not ``a_hash.update()``."""
    chain, node = [], call.func
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            chain.append(node.attr)
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return bool({"objects", "filter", "exclude", "all"} & set(chain[1:]))


def test_what_shows_rows_changes_none() -> None:
    for path in SOURCES:
        if path.stem in SHOWS:
            found = [name for name, call in _calls(path) if name in CHANGES and _on_rows(call)]
            assert found == [], _name(path)


def test_rows_of_clinics_and_patients_are_changed_one_by_one() -> None:
    """Many at once go past what a row does when it is saved: sealing, checking, the trail."""
    for path in SOURCES:
        if _room(path) == "keeping" or path.stem in CHANGES_MANY:
            continue
        for name, call in _calls(path):
            if name in {"update", "bulk_create", "bulk_update"}:
                assert not _on_rows(call), f"{_name(path)}:{call.lineno}"


def test_sql_is_spoken_where_the_database_itself_is_meant() -> None:
    for path in SOURCES:
        if _room(path) not in MAY_SPEAK_SQL and _name(path) not in EMPTIES_THE_LOG:
            found = [name for name, call in _calls(path) if name in SQL]
            assert found == [], _name(path)


def test_a_page_asks_no_database() -> None:
    """Whatever shows a page gets rows from queries and access, and changes them by actions."""
    for path in SOURCES:
        taken = _modules(path)
        is_page = any(each.endswith(("access.allowed", "shortcuts.render")) for each in taken)
        if is_page and path.stem != "access":
            rows = [
                each
                for each in taken
                if each == "models"
                or ".models" in each
                or each.startswith("django.db")
                or each == ".models"
            ]
            assert rows == [], _name(path)


def test_no_markup_goes_unescaped() -> None:
    for path in SOURCES:
        if _name(path) not in MAKES_MARKUP:
            assert _names(path) & MARKUP == set(), _name(path)


@pytest.mark.parametrize("template", TEMPLATES, ids=_name)
def test_a_template_escapes_everything(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*(safe|safeseq)\b|autoescape\s+off", text)
    text = re.sub(r"{%.*?%}|{{.*?}}", "", text)
    assert not re.search(r"""\s(style|on\w+)\s*=|<style|<script(?![^>]*\ssrc=)|javascript:""", text)


def test_every_form_of_a_template_that_is_sent_carries_its_token() -> None:
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        for form in re.findall(r"""<form[^>]*method=["']post["'].*?</form>""", text, re.S | re.I):
            assert "{% csrf_token %}" in form or "kit/" in form, _name(template)


def test_nothing_is_printed_but_by_commands() -> None:
    for path in SOURCES:
        if _room(path) not in MAY_PRINT:
            assert [name for name, _ in _calls(path) if name == "print"] == [], _name(path)
