"""The locks that are committed: hashed, complete, and silent about where packages come from."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = [CHECKOUT / "requirements.lock", CHECKOUT / "requirements-test.lock"]
REFERENCES = sorted(CHECKOUT.glob("tools/references/*/requirements.lock"))


def test_no_lock_names_a_place_that_packages_come_from() -> None:
    for lock in [*LOCKS, *REFERENCES]:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*-", text.replace("    --hash=", ""), re.MULTILINE)
    assert "://" not in (CHECKOUT / "start.py").read_text(encoding="utf-8")


def pins(lock: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)==(\S+)", line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def test_every_pin_has_hashes() -> None:
    for lock in [*LOCKS, *REFERENCES]:
        entries = re.split(r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8"))
        assert len(entries) > 5
        assert all("--hash=sha256:" in entry for entry in entries[1:])


def test_the_locks_hold_what_pyproject_names() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = project["project"]["dependencies"]
    for lock, wanted in zip(LOCKS, [run, [*run, *groups["test"], *groups["lint"]]], strict=True):
        pinned = pins(lock)
        for line in wanted:
            need = Requirement(line)
            versions = pinned.get(need.name.lower().replace("_", "-"), set())
            assert any(need.specifier.contains(v) for v in versions), f"{line} in {lock.name}"


def test_the_tests_run_with_the_versions_that_users_run() -> None:
    run, tests = (pins(lock) for lock in LOCKS)
    assert {name: tests.get(name) for name in run} == run
