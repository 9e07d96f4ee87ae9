"""A letter to a doctor: seen, kept, printed, answered, and followed up until then."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from backcheck.knowledge.rule_sets import rule_sets
from backcheck.knowledge.screening.level import Level
from backcheck.web.audit.queries import events_about, events_of
from backcheck.web.clinics.access import member_of
from backcheck.web.clinics.roles import Role
from backcheck.web.letters.models import Answer, Letter, Reminder
from backcheck.web.patients.known import Known
from backcheck.web.patients.models import Patient
from backcheck.web.reviews.actions import sign
from tests.support import pdf
from tests.support.letters_kept import SECRET, SENT, keep_letter
from tests.support.patients import filled_in, make_patient
from tests.support.screenings import asked
from tests.support.team import Team, signed_in

ROOT = Path(__file__).parents[2]
DAY = timedelta(days=1)
ANSWER = {
    "came": "writing",
    "answered_by": "Dr Example",
    "goes_on": "limits",
    "found": "SECRETFINDING: no needles in the left leg",
}


@pytest.fixture
def known(team: Team) -> Known:
    return make_patient(team)


@pytest.fixture
def browser(team: Team) -> Client:
    return signed_in(team.people[Role.PRACTITIONER])


def new(browser: Client, known: Known, query: str = "", **more: str) -> Any:
    address = f"/patients/{known.id}/letters/new/{query}"
    return browser.post(address, SENT | {"key": str(uuid4())} | more, follow=True)


def answered(browser: Client, home: str, **more: str) -> Any:
    seen = browser.get(f"{home}answer/").text
    sent = {"answered_on": str(timezone.localdate()), "version": filled_in(seen, "version")}
    return browser.post(f"{home}answer/", ANSWER | sent | more, follow=True)


def home_of(known: Known, letter: UUID) -> str:
    return f"/patients/{known.id}/letters/{letter}/"


def test_a_letter_is_seen_before_it_is_kept(browser: Client, known: Known) -> None:
    seen = new(browser, known)
    assert "Please assess today" in seen.text
    assert "Nothing is kept yet" in seen.text
    assert not Letter.objects.exists()
    kept = new(browser, known, keep="1")
    assert "Waiting for an answer until" in kept.text
    assert SECRET in kept.text
    row = Letter.objects.get()
    assert (row.level, row.state, row.screening) == ("SAME_DAY", "waiting", None)
    assert row.answer_due_on == timezone.localdate() + DAY
    assert Patient.objects.get(pk=known.id).last_contact_on == timezone.localdate()


def test_a_letter_that_is_sent_twice_is_one(browser: Client, known: Known, team: Team) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert new(browser, known, keep="1", key=key).status_code == 200
    assert Letter.objects.count() == 1
    other = make_patient(team, phone="", given_name="Noa")
    assert new(browser, other, keep="1", key=key).status_code == 200
    assert [each.patient_id for each in Letter.objects.order_by("written_at")] == [
        known.id,
        other.id,
    ]


def test_a_letter_that_is_gone_back_to_and_changed_is_another(
    browser: Client, known: Known
) -> None:
    key = str(uuid4())
    new(browser, known, keep="1", key=key)
    again = new(browser, known, keep="1", key=key, added="ADDEDLATER")
    assert "ADDEDLATER" in again.text
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("added", "", "Fill this in"),
        ("added", "x" * 1_001, "At most 1000 letters"),
        ("contact", "", "Fill this in"),
        ("level", "NONE", "Choose one of the list"),
        ("answer_due_on", "2020-01-01", "Write a day from today to a year from now"),
        ("answer_due_on", "soon", "1978-03-31"),
    ],
)
def test_what_is_missing_or_wrong_is_told(
    browser: Client, known: Known, field: str, value: str, told: str
) -> None:
    response = new(browser, known, keep="1", **{field: value})
    assert response.status_code == 422
    assert told in response.text
    assert not Letter.objects.exists()


def test_what_no_page_holds_is_told_in_the_form(
    browser: Client, known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backcheck.web.letters.forms.LetterForm.base_fields", dict(_long_fields()))
    response = new(browser, known, keep="1", added="word\n" * 2_000)
    assert response.status_code == 422
    assert "This does not fit on one page" in response.text


def _long_fields() -> dict[str, Any]:
    from backcheck.web.letters.forms import LetterForm  # noqa: PLC0415
    from backcheck.web.patients.fields import Lines  # noqa: PLC0415

    return LetterForm.base_fields | {"added": Lines(label="", letters=90_000, rows=2)}


def test_a_screening_is_told_and_its_level_is_not_asked_for(
    browser: Client, known: Known, team: Team
) -> None:
    key = asked(team, known, {"both_legs_weak": "yes"})
    address = f"/patients/{known.id}/letters/new/?screening={key}"
    assert f'href="{address}"' in browser.get(f"/patients/{known.id}/screenings/{key}/").text
    assert 'name="level"' not in browser.get(address).text
    sent = new(browser, known, f"?screening={key}", keep="1", added="", level="NOTE")
    assert "Weakness of both legs" in sent.text
    row = Letter.objects.get()
    assert (row.level, row.screening) == ("EMERGENCY", key)
    another = make_patient(team, phone="0525550188")
    for other in (str(uuid4()), "x", "%00", str(asked(team, another, {}))):
        assert (
            browser.get(f"/patients/{known.id}/letters/new/?screening={other}").status_code == 404
        )


def test_a_letter_says_who_signed_the_rules_of_its_screening(
    browser: Client, known: Known, team: Team
) -> None:
    key = asked(team, known, {"both_legs_weak": "yes"})
    owner = team.people[Role.OWNER]
    assert "have not been reviewed" in new(browser, known, f"?screening={key}", added="").text
    sign(member_of(owner), rule_sets()["screening"], "Read each rule.")
    told = new(browser, known, f"?screening={key}", added="").text
    assert "have not been reviewed" not in told
    assert told.count(owner.name) == 1


def test_how_somebody_signs_is_kept_for_their_next_letter(
    browser: Client, known: Known, team: Team
) -> None:
    new(browser, known, keep="1")
    other = make_patient(team, phone="", given_name="Noa")
    page = browser.get(f"/patients/{other.id}/letters/new/").text
    assert (filled_in(page, "role"), filled_in(page, "contact")) == (SENT["role"], SENT["contact"])
    owner = signed_in(team.people[Role.OWNER]).get(f"/patients/{other.id}/letters/new/").text
    assert filled_in(owner, "role") == ""


def test_the_identity_number_is_in_it_only_where_it_is_wanted(
    browser: Client, known: Known
) -> None:
    assert "012345674" not in new(browser, known).text
    assert "012345674" in new(browser, known, number="stands").text


def test_the_sheet_says_the_same_is_in_no_cache_and_in_the_trail(
    browser: Client, known: Known, team: Team
) -> None:
    new(browser, known, keep="1")
    letter = Letter.objects.get().pk
    response = browser.get(f"{home_of(known, letter)}sheet.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert known.code in response["Content-Disposition"]
    assert "Dana" not in response["Content-Disposition"]
    sheet = pdf.read(response.content)
    assert sheet.pages == 1
    assert SECRET in sheet.text
    event = events_of(team.clinic.pk).first()
    assert event is not None
    assert event.verb == "export"
    assert json.loads(event.details) == {"part": "letter", "letter": str(letter)}


def test_an_answer_is_recorded_and_a_later_one_holds(
    browser: Client, known: Known, team: Team
) -> None:
    home = home_of(known, keep_letter(team, known))
    first = answered(browser, home)
    assert "Yes, with limits" in first.text
    assert "lifts no warning sign by itself" in first.text
    later = answered(browser, home, goes_on="no", found="", came="phone")
    assert later.text.index("<strong>No</strong>") < later.text.index("no needles in the left leg")
    assert Answer.objects.count() == 2
    assert Letter.objects.get().state == "answered"
    details = [json.loads(event.details) for event in events_about(team.clinic.pk, known.item)]
    written = [each for each in details if "answer" in each]
    assert [each["goes_on"] for each in written] == ["no", "limits"]
    assert not any("SECRET" in str(each) or "Example" in str(each) for each in details)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"answered_by": ""}, "Write who answered"),
        ({"found": ""}, "Write which limits"),
        ({"goes_on": ""}, "Fill this in"),
        ({"came": "none", "goes_on": "yes"}, "Where no answer came, nobody said so"),
        ({"came": "none", "goes_on": "not_said", "found": ""}, "Write how it was followed up"),
        ({"answered_on": "2999-01-01"}, "day"),
        ({"version": "7"}, "Somebody else changed this meanwhile"),
    ],
)
def test_half_an_answer_is_none(
    browser: Client, known: Known, team: Team, change: dict[str, str], told: str
) -> None:
    response = answered(browser, home_of(known, keep_letter(team, known)), **change)
    assert response.status_code == 422
    assert told in response.text
    assert not Answer.objects.exists()


def test_a_letter_without_an_answer_is_closed_and_can_be_opened_again(
    browser: Client, known: Known, team: Team
) -> None:
    home = home_of(known, keep_letter(team, known))
    closed = {"came": "none", "goes_on": "not_said", "answered_by": "", "found": "Called twice."}
    assert "Closed without an answer" in answered(browser, home, **closed).text
    version = filled_in(browser.get(f"{home}remind/").text, "version")
    day = timezone.localdate() + 9 * DAY
    sent = {"due_on": str(day), "why": "Appointment moved", "version": version}
    page = browser.post(f"{home}remind/", sent, follow=True).text
    assert "Waiting for an answer until" in page
    assert "Appointment moved" in page
    assert "Called twice." in page  # nothing is deleted
    row, reminder = Letter.objects.get(), Reminder.objects.get()
    assert (row.state, row.answer_due_on, reminder.due_on) == ("waiting", day, day)


def test_a_day_is_moved_with_a_reason_that_stays(browser: Client, known: Known, team: Team) -> None:
    home = home_of(known, keep_letter(team, known))
    sent = {"due_on": str(timezone.localdate()), "why": "", "version": "1"}
    assert browser.post(f"{home}remind/", sent).status_code == 422
    for day, why in ((2, "Line was busy"), (4, "Back on Thursday")):
        sent["version"] = filled_in(browser.get(f"{home}remind/").text, "version")
        sent |= {"due_on": str(timezone.localdate() + day * DAY), "why": why}
        page = browser.post(f"{home}remind/", sent, follow=True).text
    assert page.index("Back on Thursday") < page.index("Line was busy")
    assert Reminder.objects.count() == 2


def test_what_is_due_stands_first_the_longest_overdue(
    browser: Client, known: Known, team: Team
) -> None:
    today = timezone.localdate()
    assert "Nothing is due" in browser.get("/due/").text
    others = {name: make_patient(team, phone="", given_name=name) for name in ("Noa", "Ari")}
    keep_letter(team, known, today + 3 * DAY)
    keep_letter(team, others["Noa"], today - DAY)
    home = home_of(others["Ari"], keep_letter(team, others["Ari"], today - 5 * DAY))
    page = browser.get("/due/").text
    assert page.index("Ari") < page.index("Noa") < page.index("Dana Levi")
    assert "2 answers are overdue" in page
    assert '<span class="badge">2</span>' in page
    assert SECRET not in page
    answered(browser, home)
    assert "1 answer is overdue" in browser.get("/due/").text


def test_the_front_desk_is_told_nothing_of_letters(known: Known, team: Team) -> None:
    keep_letter(team, known, timezone.localdate() - DAY)
    desk = signed_in(team.people[Role.FRONT_DESK])
    page = desk.get(f"/patients/{known.id}/").text
    assert "Letters to doctors" not in page
    assert "/due/" not in page
    assert "badge" not in page
    assert desk.get("/due/").status_code == 403


def test_the_page_of_a_patient_shows_their_letters(
    browser: Client, known: Known, team: Team
) -> None:
    assert "No letter to a doctor yet" in browser.get(f"/patients/{known.id}/").text
    letter = keep_letter(team, known, timezone.localdate() - DAY)
    page = browser.get(f"/patients/{known.id}/").text
    assert home_of(known, letter) in page
    assert "No answer; it was due" in page


def test_a_letter_is_reached_by_its_own_patient_alone(
    browser: Client, known: Known, team: Team, others: Team
) -> None:
    letter = keep_letter(team, known)
    same_clinic = make_patient(team, phone="", given_name="Noa")
    stranger = signed_in(others.people[Role.OWNER])
    for page in ("", "sheet.pdf", "answer/", "remind/"):
        assert browser.get(f"{home_of(same_clinic, letter)}{page}").status_code == 404
        assert stranger.get(f"{home_of(known, letter)}{page}").status_code == 404
    assert "Dana" not in stranger.get("/due/").text


def test_a_letter_of_a_locked_record_is_read_by_the_owner_and_by_nobody_written(
    known: Known, team: Team
) -> None:
    home = home_of(known, keep_letter(team, known, timezone.localdate() - DAY))
    owner = signed_in(team.people[Role.OWNER], again=True)
    owner.post(f"/patients/{known.id}/erase/", {"typed": known.code})
    assert Patient.objects.get(pk=known.id).state == "locked"
    page = owner.get(home)
    assert SECRET in page.text
    assert "Record the answer" not in page.text
    assert owner.get(f"{home}answer/").status_code == 404
    assert "Nothing is due" in owner.get("/due/").text
    assert signed_in(team.people[Role.PRACTITIONER]).get(home).status_code == 404


def test_erasing_a_record_takes_its_letters(known: Known, team: Team) -> None:
    home = home_of(known, keep_letter(team, known))
    answered(signed_in(team.people[Role.PRACTITIONER]), home)
    Patient.objects.filter(pk=known.id).update(last_contact_on=timezone.localdate() - 3_000 * DAY)
    owner = signed_in(team.people[Role.OWNER], again=True)
    owner.post(f"/patients/{known.id}/erase/", {"typed": known.code})
    assert Patient.objects.get(pk=known.id).state == "erased"
    assert [model.objects.count() for model in (Letter, Answer, Reminder)] == [0, 0, 0]


def test_the_export_of_a_person_gives_their_letters_as_the_document_says(
    known: Known, team: Team
) -> None:
    home = home_of(known, keep_letter(team, known))
    browser = signed_in(team.people[Role.PRACTITIONER], again=True)
    answered(browser, home)
    version = filled_in(browser.get(f"{home}remind/").text, "version")
    sent = {"due_on": str(timezone.localdate()), "why": "asked again", "version": version}
    browser.post(f"{home}remind/", sent)
    found = browser.post(f"/patients/{known.id}/export/")
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        (letter,) = json.loads(archive.read("patient.json"))["letters"]
    assert SECRET in str(letter["words"])
    answer, moved = letter["happened"]
    assert (answer["found"], moved["why"]) == (ANSWER["found"], "asked again")
    told = (ROOT / "docs/patient-export.md").read_text(encoding="utf-8")
    assert {key for key in {*letter, *answer, *moved} if f"`{key}`" not in told} == set()


def test_a_letter_of_every_level_is_due_as_the_data_say(known: Known, team: Team) -> None:
    from backcheck.knowledge.letter_times import LEVELS, letter_times  # noqa: PLC0415

    for level in LEVELS:
        keep_letter(team, known, level=level)
    today = timezone.localdate()
    kept = {Level[row.level]: row.answer_due_on - today for row in Letter.objects.all()}
    assert kept == {level: letter_times()[level].answer_due_days * DAY for level in LEVELS}


def test_an_old_letter_says_what_it_said(known: Known, team: Team, browser: Client) -> None:
    letter = keep_letter(team, known, practitioner="Somebody Else")
    team.people[Role.PRACTITIONER].name = "New Name"
    team.people[Role.PRACTITIONER].save()
    assert "Somebody Else" in browser.get(home_of(known, letter)).text


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_page_speaks_the_readers_language(known: Known, team: Team, language: str) -> None:
    letter = keep_letter(team, known, timezone.localdate() - DAY)
    owner = team.people[Role.OWNER]
    owner.language = language
    owner.save()
    browser = signed_in(owner)
    home = home_of(known, letter)
    answered(browser, home)
    pages = [home, f"{home}answer/", f"{home}remind/", f"/patients/{known.id}/letters/new/"]
    for page in [*pages, "/due/", f"/patients/{known.id}/"]:
        response = browser.get(page)
        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.text
        assert response.text.count("<h1") == 1
        assert "page.letters" not in response.text
