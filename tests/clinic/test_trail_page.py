"""The page of the trail: what happened here, and nothing of elsewhere."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.db import connection

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Person, Verb
from backcheck.web.audit.keys import FILE
from backcheck.web.audit.part import first_broken
from backcheck.web.audit.queries import end, events_of
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Act, Role
from backcheck.web.oversight.sheet import still
from backcheck.web.oversight.told import named
from tests.support.team import Team, signed_in

TRAIL = "/trail/"


def did(account: Account, verb: Verb = Verb.READ, kind: str = "patient", **details: str) -> None:
    who = Person(str(account.pk), account.name)
    record(verb=verb, what=Item(kind, "x1"), clinic=account.clinic_id, details=details, by=who)


def numbers(text: str) -> list[int]:
    """The events of a page, in its order."""
    return [int(each) for each in re.findall(r'data-name="Number">(\d+)<', text)]


@pytest.fixture
def owner(team: Team) -> Account:
    return team.people[Role.OWNER]


def test_what_happened_is_told_the_latest_first(team: Team, owner: Account) -> None:
    did(owner)
    did(team.people[Role.FRONT_DESK], Verb.SIGN_IN_FAILED, "account")
    text = signed_in(team.people[Role.AUDITOR]).get(TRAIL).text
    shown = numbers(text)
    assert shown == sorted(shown, reverse=True)
    assert f"<bdi>{owner.name}</bdi>" in text
    assert '<strong class="fault">Sign-in failed</strong>' in text
    assert "Times are in the time zone UTC." in text


def test_another_clinic_is_not_shown(team: Team, others: Team) -> None:
    did(others.people[Role.OWNER], part="hidden")
    reader = signed_in(team.people[Role.OWNER])
    for asked in (TRAIL, f"{TRAIL}?person={others.people[Role.OWNER].pk}"):
        assert "part: hidden" not in reader.get(asked).text


def test_the_filters_hold_together(team: Team, owner: Account) -> None:
    desk = team.people[Role.FRONT_DESK]
    reader, auditor = signed_in(team.people[Role.AUDITOR]), team.people[Role.AUDITOR]
    for account in (owner, desk):
        did(account, Verb.READ)
        did(account, Verb.WRITE)
    asked = f"?person={owner.pk}&verb=write&first=2020-01-01&last=2999-01-01"
    (number,) = numbers(reader.get(TRAIL + asked).text)
    event = events_of(team.clinic.pk).get(number=number)
    assert (event.who_id, event.verb) == (str(owner.pk), "write")
    assert numbers(reader.get(f"{TRAIL}?last=2001-01-01").text) == []
    assert numbers(reader.get(f"{TRAIL}?first=2998-01-01").text) == []
    told = events_of(team.clinic.pk).filter(who_id=str(auditor.pk), verb="read").last()
    assert f'"person":"{owner.pk}"' in told.details


def test_pages_follow_one_another_without_a_gap(team: Team, owner: Account) -> None:
    for _ in range(230):
        did(owner, Verb.WRITE)
    reader, seen, there = signed_in(owner), [], "?verb=write"
    while there:
        text = reader.get(TRAIL + there).text
        seen += numbers(text)
        found = re.search(r'href="(\?[^"]*)" rel="next"', text)
        there = found[1].replace("&amp;", "&") if found else ""
    wanted = events_of(team.clinic.pk).filter(verb="write").values_list("number", flat=True)
    assert seen == list(wanted)
    assert len(seen) >= 230


@pytest.mark.parametrize(
    "wrong",
    [
        *("before=0", "before=-1", "before=99999999999999999999", "before=a", "before=1e3"),
        *("first=0001-01-01", "last=9999-12-31", "first=2026-13-01", "last=%00", "first=1.3.2026"),
        *(
            "verb=nosuch",
            "person=nosuch",
            "person=%00",
            "person=00000000-0000-0000-0000-000000000000",
        ),
    ],
)
def test_a_wrong_question_is_answered_in_words(owner: Account, wrong: str) -> None:
    for address in (TRAIL, f"{TRAIL}trail.csv"):
        response = signed_in(owner, again=True).get(f"{address}?{wrong}")
        assert response.status_code == 422
        assert numbers(response.text) == []


def test_the_head_is_shown_to_be_written_down(team: Team) -> None:
    text = signed_in(team.people[Role.AUDITOR]).get(TRAIL).text
    number, head = end()
    assert f"UTC, {number}: {head}" in text
    assert "What is shown is as it was written" in text


def test_a_changed_event_shows(team: Team, owner: Account) -> None:
    for _ in range(3):
        did(owner)
    events = list(events_of(team.clinic.pk)[:3])
    assert first_broken(events) is None
    events[1].details = '{"other":1}'
    assert first_broken(events) == events[1].number
    events = list(events_of(team.clinic.pk)[:3])
    events[0].previous_mac = "0" * 64
    assert first_broken(events) == events[0].number
    assert first_broken([]) is None


def test_the_page_says_which_line_is_not_as_written(
    team: Team, owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backcheck.web.oversight.presenters.first_broken", lambda _: 7)
    text = signed_in(owner).get(TRAIL).text
    assert "Line 7 is not as it was written." in text
    assert "as it was written</summary>" not in text


def test_without_the_key_nobody_can_tell_and_the_page_says_so(
    owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backcheck.web.audit.keys import KeyTrouble  # noqa: PLC0415

    def missing(_: object) -> None:
        raise KeyTrouble(FILE)

    monkeypatch.setattr("backcheck.web.oversight.presenters.first_broken", missing)
    assert "The key of the trail is not there" in signed_in(owner).get(TRAIL).text


def test_the_file_holds_every_event_and_no_formula(team: Team, owner: Account) -> None:
    owner.name = "=HYPERLINK(1)"
    did(owner, Verb.WRITE, "patient")
    client = signed_in(owner, again=True)
    response = client.get(f"{TRAIL}trail.csv")
    assert response["Content-Disposition"] == 'attachment; filename="trail.csv"'
    text = b"".join(response).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    kept = events_of(team.clinic.pk)
    assert [int(row["number"]) for row in rows] == [event.number for event in kept]
    assert "'=HYPERLINK(1)" in [row["who"] for row in rows]
    assert rows[0]["verb"] == "export"  # that it was taken is its first line


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "＝1", "\r\n=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert still(text) == f"'{text}"


def test_what_is_no_formula_stays() -> None:
    assert [still(text) for text in ("דנה", "a=1", "", "{}")] == ["דנה", "a=1", "", "{}"]


@pytest.mark.parametrize("of", [*(("verb", each) for each in Verb), *(("act", a) for a in Act)])
def test_every_verb_and_act_has_words(of: tuple[str, str]) -> None:
    assert named(*of) != of[1]


def test_what_has_no_words_is_shown_as_it_is_kept(team: Team, owner: Account) -> None:
    did(owner, kind="<b>new</b>", note="</td><script>")
    text = signed_in(owner).get(TRAIL).text
    assert "&lt;b&gt;new" in text
    assert "<script>" not in text


def test_in_hebrew_it_reads_from_right_to_left(team: Team) -> None:
    auditor = team.people[Role.AUDITOR]
    auditor.language = "he"
    auditor.save()
    text = signed_in(auditor).get(TRAIL).text
    assert 'dir="rtl"' in text
    assert "מי עשה מה" in text


def test_nothing_of_a_page_asks_for_more_the_longer_the_trail_is(
    team: Team, owner: Account
) -> None:
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, counted = signed_in(owner), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(TRAIL)
        counted.append(len(asked))
        for _ in range(20):
            did(owner)
    assert counted[0] == counted[1]
