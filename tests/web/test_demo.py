"""The demo clinic: it shows everything, keeps to its own folder, and says what it is."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from backcheck.interchange.course_file import from_csv, to_csv
from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Closed, PainSince, Rating
from backcheck.verdict.due import When, due
from backcheck.verdict.rules import NextStep, Verdict
from backcheck.web.courses.clinic import ABOUT, COURSES, NoClinic, clinic_in
from backcheck.web.demo.folder import NotADemo, fill
from backcheck.web.demo.making import made
from backcheck.web.demo.recipe import Order, orders

TODAY = date(2026, 11, 23)
TODAY_DAYS = float((TODAY - date(1970, 1, 1)).days)


@pytest.fixture(scope="module")
def answers() -> dict[str, Assessment]:
    return {order.id: assess(made(order, TODAY_DAYS)) for order in orders()}


def test_about_forty_courses_show_every_verdict_and_every_next_step(
    answers: dict[str, Assessment],
) -> None:
    assert 38 <= len(answers) <= 45
    assert {each.verdict for each in answers.values()} == set(Verdict)
    assert {each.next_step for each in answers.values()} == set(NextStep)


def test_something_is_due_now_soon_later_and_never(answers: dict[str, Assessment]) -> None:
    found = Counter(due(each, TODAY_DAYS)[0].when for each in answers.values())
    assert set(found) == set(When)
    assert found[When.NOW] < len(answers) / 2  # a clinic in which all is urgent shows nothing


def test_it_shows_gaps_silences_unknown_durations_and_ended_courses(
    answers: dict[str, Assessment],
) -> None:
    courses = [each.diary.course for each in answers.values()]
    assert any(not any(isinstance(e, PainSince) for e in c.events) for c in courses)
    assert any(any(isinstance(e, Closed) for e in c.events) for c in courses)
    assert any(order.gaps for order in orders())
    assert any(order.quiet_days and not order.closed for order in orders())
    study = {s.id for s in scenarios().all.values() if not s.code.startswith("own")}
    assert {order.scenario for order in orders()} == study


@pytest.mark.parametrize("order", orders(), ids=lambda order: order.id)
def test_every_course_ends_before_today(order: Order) -> None:
    last = max(e.at_days for e in made(order, TODAY_DAYS).events if not isinstance(e, PainSince))
    ended = TODAY_DAYS - order.quiet_days
    assert ended - 4.0 < last < ended  # the last evenings may have been missed like any other


def test_a_gap_has_no_rating_and_a_silence_none_after_it() -> None:
    (order,) = [each for each in orders() if each.gaps == ((20, 40),)]
    start = TODAY_DAYS - order.days
    course = made(order, TODAY_DAYS)
    rated = {int(e.at_days - start) for e in course.events if isinstance(e, Rating)}
    assert not rated & set(range(20, 41))
    assert rated & set(range(20)), "and outside it there are some"


def test_the_folder_holds_what_the_recipe_says(tmp_path: Path) -> None:
    fill(tmp_path / "demo", TODAY)
    clinic = clinic_in(tmp_path / "demo")
    assert clinic.simulated
    assert clinic.today == TODAY
    assert list(clinic.courses.values()) == [made(order, TODAY_DAYS) for order in orders()]


def test_it_is_left_alone_on_the_same_day_and_made_anew_on_the_next(tmp_path: Path) -> None:
    fill(tmp_path, TODAY)
    fewer = to_csv(from_csv((tmp_path / COURSES).read_bytes())[:3])
    (tmp_path / COURSES).write_text(fewer, encoding="utf-8")
    fill(tmp_path, TODAY)
    assert (tmp_path / COURSES).read_text(encoding="utf-8") == fewer
    fill(tmp_path, date(2026, 11, 24))
    assert len(from_csv((tmp_path / COURSES).read_bytes())) == len(orders())


@pytest.mark.parametrize(
    ("name", "text"),
    [("notes.txt", "mine"), (ABOUT, 'kind = "clinic"'), (ABOUT, "kind = broken"), (ABOUT, "")],
)
def test_it_never_goes_where_something_else_is(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(NotADemo, match="--data"):
        fill(tmp_path, TODAY)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "broken", ["", "course,at,event,name,value\nS-1,2026-01", "\x00", "course,at\n"]
)
def test_a_demo_that_was_cut_off_is_made_anew(tmp_path: Path, broken: str) -> None:
    fill(tmp_path, TODAY)
    (tmp_path / COURSES).write_text(broken, encoding="utf-8")
    with pytest.raises(NoClinic, match="can be read"):
        clinic_in(tmp_path)
    fill(tmp_path, TODAY)
    assert len(clinic_in(tmp_path).courses) == len(orders())


@pytest.mark.skipif(os.name == "nt", reason="folders have no such modes there")
def test_a_folder_in_which_others_may_write_is_made_private(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    fill(tmp_path, TODAY)
    assert tmp_path.stat().st_mode & 0o077 == 0


def test_a_folder_without_a_clinic_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(NoClinic, match="no clinic"):
        clinic_in(tmp_path)


@pytest.mark.parametrize("row", ["a/b,2026-01-01,visit,,", "..,2026-01-01,visit,,", "A1,3,visit,,"])
def test_a_clinic_takes_only_courses_it_can_address_and_date(tmp_path: Path, row: str) -> None:
    fill(tmp_path, TODAY)
    (tmp_path / COURSES).write_text(f"course,at,event,name,value\n{row}\n", encoding="utf-8")
    with pytest.raises(NoClinic, match="write"):
        clinic_in(tmp_path)


def test_a_clinic_is_read_again_when_its_file_has_changed(tmp_path: Path) -> None:
    fill(tmp_path, TODAY)
    before = clinic_in(tmp_path)
    assert clinic_in(tmp_path) is before
    fewer = to_csv(list(before.courses.values())[:3])
    (tmp_path / COURSES).write_text(fewer, encoding="utf-8")
    os.utime(tmp_path / COURSES, ns=(1, 1))
    assert len(clinic_in(tmp_path).courses) == 3
