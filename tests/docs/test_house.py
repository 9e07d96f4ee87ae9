"""The house as it was agreed: sizes, names, documents, and nothing of anybody's machine."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PASSING = {".git", ".venv", "__pycache__", ".hypothesis", "dist"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "service"}


def _files() -> list[Path]:
    """What belongs to the project, without asking git, which a bare machine does not have."""
    kept = [path for path in ROOT.rglob("*") if path.is_file()]
    return [path for path in kept if not _is_passing(path.relative_to(ROOT))]


def _is_passing(path: Path) -> bool:
    """Environments, caches and builds."""
    return any(part in PASSING or part.endswith("_cache") for part in path.parts)


FILES = _files()
CODE = [path for path in FILES if path.suffix in {".py", ".js", ".css", ".html"}]
PYTHON = [path for path in FILES if path.suffix == ".py"]
PAGES = [path for path in FILES if path.suffix == ".md"]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_four_hundred_lines():
    long = {str(p.relative_to(ROOT)): _lines(p) for p in CODE if _lines(p) > 400}
    assert long == {}


def test_half_of_the_files_are_short():
    sizes = sorted(_lines(p) for p in PYTHON if p.is_relative_to(ROOT / "src"))
    assert sizes[len(sizes) // 2] <= 100


def test_functions_are_short():
    for path in PYTHON:
        if not path.is_relative_to(ROOT / "src"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 60, f"{path.name}: {node.name}"


def test_views_are_under_ten_lines():
    for path in ROOT.glob("src/backcheck/web/*/views.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno + 1 <= 10, f"{path}: {node.name}"


def test_nothing_is_called_by_a_name_that_says_nothing():
    for path in FILES:
        assert path.stem not in FORBIDDEN_NAMES, path


def test_the_readme_is_at_most_120_lines():
    assert _lines(ROOT / "README.md") <= 120


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} -> {target}"


def test_every_headword_of_the_glossary_is_a_name_in_the_code():
    words = re.findall(r"^\| `(\w+)` \|", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    names: set[str] = set()
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Name(id=name):
                    names.add(name)
                case ast.Attribute(attr=name):
                    names.add(name)
    assert len(words) > 20
    assert [word for word in words if word not in names] == []


def test_no_committed_file_names_a_path_of_somebodys_machine():
    home = re.compile(r"(?<![\w.])/(work|root|farm|home/\w+)/\w")
    for path in FILES:
        if path.suffix in {".py", ".md", ".toml", ".sh", ".lock", ".html", ".js", ".css", ".csv"}:
            found = home.search(path.read_text(encoding="utf-8"))
            assert found is None or path == Path(__file__), f"{path}: {found}"


def test_every_decision_has_context_decision_and_consequences():
    decisions = sorted((ROOT / "docs/adr").glob("*.md"))
    numbers = [int(path.name[:4]) for path in decisions]
    assert numbers == list(range(1, len(numbers) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text, path.name


def test_the_version_is_the_same_everywhere():
    from backcheck import __version__  # noqa: PLC0415

    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text("utf-8")
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_setting_is_documented_and_every_variable_is_known():
    from backcheck.web.configuration.configuration import NO_SETTINGS, Configuration  # noqa: PLC0415
    from backcheck.web.configuration.setting import settings_of, variable  # noqa: PLC0415

    told = (ROOT / "docs/generated/settings.md").read_text(encoding="utf-8")
    known = {*map(variable, settings_of(Configuration)), *NO_SETTINGS}
    assert {name for name in known if f"| `{name}` |" not in told} == set()
    sources = [path for path in PYTHON if path.is_relative_to(ROOT / "src")]
    read = {name for p in [*sources, ROOT / "start.py"] for name in _variables(p)}
    assert read <= known


def _variables(path: Path) -> set[str]:
    return set(re.findall(r"\bBACKCHECK_[A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8")))
