"""The pages of the balance method: where it hurts, options, a point, and the session's compass."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from backcheck.knowledge.balance.channel import channels
from backcheck.knowledge.balance.saying import channel_said
from backcheck.knowledge.cautions import conditions
from backcheck.knowledge.points.named import shared_names
from backcheck.knowledge.points.tung import all_points
from backcheck.knowledge.wording import Audience, label, render
from backcheck.web.balance.forms import OFTEN, asked_conditions
from tests.support.where_it_hurts import HURTS, HURTS_HEBREW

OPTION = re.compile(r"<tr>\s*<td data-name=.*?</tr>", re.DOTALL)
TRIED = "BL:right:L4/1/SI/image/forearm;left"


def shown(client: Client, address: str, status: int = 200, **asked: object) -> str:
    query = f"?{urlencode(asked, doseq=True)}" if asked else ""
    response = client.get(address + query)
    assert response.status_code == status, response.text[-500:]
    return html.unescape(response.text)


def in_hebrew(client: Client) -> Client:
    client.post("/language/", {"language": "he", "next": "/"})
    return client


def cells(text: str) -> Iterator[list[str]]:
    """What each option's row says, cell by cell."""
    for row in OPTION.findall(text):
        parts = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        yield [" ".join(re.sub("<[^>]*>", " ", part).split()) for part in parts]


def certainties(language: str = "en") -> set[str]:
    names = ("verified", "secondary", "derived", "measured", "judgement", "from_memory")
    return {label(f"told.brief.{name}", language) for name in names}


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_sentence_gives_channels_and_options_with_reasons(
    client: Client, language: str
) -> None:
    words = HURTS if language == "en" else HURTS_HEBREW
    text = shown(client if language == "en" else in_hebrew(client), "/points/", words=words)
    for code in ("BL", "SI", "LU", "KI"):
        name = render(channel_said(code), Audience.PRACTITIONER, language)
        assert name in text, code
    assert words.split(",")[2].strip() in text  # the words that led there are told back
    rows = list(cells(text))
    assert len(rows) == 15
    assert label("page.points.how_many", language, shown=37, of=37) in text
    for row in rows:
        assert row[4] in certainties(language), row
        assert all(row[:3]), row
    assert "systems.1.table.BL" in text  # the row of the table, one click away
    assert label("page.points.certainties", language) in text


def test_nothing_is_said_before_it_is_asked_but_what_is_known_of_the_method(client: Client) -> None:
    text = shown(client, "/points/")
    assert "No trial of this method for low back pain was found" in text
    assert "pressing decides" in text
    assert 'role="alert"' not in text
    assert list(cells(text)) == []


def test_what_is_not_understood_is_told_with_what_to_write(client: Client) -> None:
    text = shown(client, "/points/", words="my foo hurts", status=422)
    assert "Not understood: foo." in text
    assert "Write side, level and line instead" in text
    asked = shown(client, "/points/", words="low back", status=422)
    assert "Say on which side it hurts" in asked


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"side": "right"}, "Choose a level too."),
        ({"level": "L4"}, "Choose a side too"),
        ({"level": "L4", "side": "up"}, "Select a valid choice"),
        ({"at": "here"}, "“here” in the address is no place"),
        ({"at": ["right:L4::", "right:L9::"]}, "no place"),
        ({"at": [f"right:{each}::" for each in ("L1", "L2", "L3", "L4", "L5", "T12", "sacrum",
          "coccyx", "buttock")]}, "At most 8 places"),
        ({"pain": "BL:right"}, "“BL:right” in the address is no channel, side and level"),
        ({"words": "x" * 301}, "at most 300"),
    ],
)  # fmt: skip
def test_bad_input_is_told_back(client: Client, asked: dict[str, object], said: str) -> None:
    text = shown(client, "/points/", status=422, **asked)
    assert said in text
    assert list(cells(text)) == []


def test_places_are_chosen_one_after_another(client: Client) -> None:
    first = shown(client, "/points/", side="left", level="L5", line="outer", onward="thigh")
    kept = re.findall(r'name="at" value="([^"]+)" checked', first)
    assert kept == ["left:L5:outer:thigh"]
    second = shown(client, "/points/", at=kept, side="right", level="L3", line="side")
    assert re.findall(r'name="at" value="([^"]+)" checked', second) == [
        "left:L5:outer:thigh",
        "right:L3:side:",
    ]
    assert "The fewest channels that balance all" in second  # bladder and gallbladder
    for place in ("L5", "the buttock", "the thigh"):
        assert f"on the left, {place}" in first
    spine = shown(client, "/points/", level="L5", line="spine", words="")
    assert "nothing is offered" in spine


def test_what_is_unverified_is_shown_when_it_is_asked_for_and_marked(client: Client) -> None:
    where = {"at": "middle:lumbosacral:spine:"}
    assert list(cells(shown(client, "/points/", **where))) == []
    rows = list(cells(shown(client, "/points/", **where, unverified="on")))
    assert rows
    assert {row[4] for row in rows} == {"unverified"}


def test_options_are_filtered_by_links(client: Client) -> None:
    text = shown(client, "/points/", words=HURTS)
    link = re.search(r'href="([^"]+&system=3)#options"', text)
    assert link
    some = shown(client, link[1])
    assert "kidney (KI)" in some
    assert "lung (LU)" not in some
    assert 5 <= len(list(cells(some))) < 15
    assert len(list(cells(shown(client, "/points/", words=HURTS, system="nosuch")))) == 15


def test_a_caution_is_shown_for_a_flagged_point_when_pregnant(client: Client) -> None:
    plain = shown(client, "/points/", words=HURTS)
    pregnant = shown(client, "/points/", words=HURTS, on="pregnancy")
    assert "Nothing was ticked about the person" in plain
    assert not any("Pregnancy" in row[3] for row in cells(plain))
    marked = [row for row in cells(pregnant) if "LU7" in row[2]]
    assert marked
    assert all("Pregnancy, some lists: " in row[3] and "LU7" in row[3] for row in marked)
    assert "Pregnancy: some lists leave out" in pregnant
    assert 'id="heed-pregnancy_points_some"' in pregnant
    assert "Pregnancy: by tradition" in shown(client, "/points/LI4/", on="pregnancy")
    assert "Pregnancy" not in shown(client, "/points/LI4/").split("What is known of the person")[0]


def test_a_caution_of_the_person_is_shown_where_no_point_is_named(client: Client) -> None:
    asked = {"words": HURTS, "system": "3", "projection": "reverse_image", "on": "clot"}
    text = shown(client, "/points/", **asked)
    assert "no treatment today" in text
    assert {*OFTEN} <= {*asked_conditions()} <= conditions()


@pytest.mark.parametrize("typed", ["st 36", "ST-36", "zusanli", "足三里", "Zú Sān Lǐ"])
def test_a_point_is_found_by_any_of_its_names(client: Client, typed: str) -> None:
    response = client.get("/points/", {"point": typed})
    assert response.status_code == 302
    assert response["Location"] == "/points/ST36/"
    assert client.get(f"/points/{quote(typed)}/")["Location"] == "/points/ST36/"


def test_an_ambiguous_name_shows_its_choices_and_an_unknown_one_the_nearest(client: Client) -> None:
    name, both = next(iter(shared_names().items()))
    text = shown(client, "/points/", point=name)
    assert all(f'href="/points/{each.code}/"' in text for each in both)
    unknown = shown(client, "/points/", point="zusanlo", status=404)
    assert 'href="/points/ST36/"' in unknown
    assert "No point is called “ST99”" not in unknown
    assert "There is no point “ST99”" in shown(client, "/points/ST99/", status=404)


def test_a_point_knows_which_options_led_there_and_the_way_back(client: Client) -> None:
    text = shown(client, "/points/LU7/", words=HURTS, on="pregnancy")
    led = text.split("Which options led here")[1]
    assert "system 2" in led
    back = re.search(r'href="(/points/\?[^"]+)#options" data-key="b"', text)
    assert back
    assert len(list(cells(shown(client, back[1])))) == 15
    assert "Which options led here" not in shown(client, "/points/LU7/")


@pytest.mark.parametrize("code", ["ST17", "22.05", "TAN-LIV", "EX-B-Huanzhong", "77.01-77.04"])
def test_points_of_every_list_are_opened(client: Client, code: str) -> None:
    assert label("page.points.where") in shown(client, f"/points/{code}/")


def test_a_caution_names_no_point_but_those_of_the_options(client: Client) -> None:
    text = shown(client, "/points/", words=HURTS)
    assert "Over the lung (SI9, SI10; chest" in text
    assert "BL13" not in text


def test_every_point_stands_in_a_list(client: Client) -> None:
    page = shown(client, "/points/all/")
    lists = re.findall(r'href="/points/all/\?channel=([\w]+)"', page)
    assert {*channels()} < {*lists}
    counts = [int(each) for each in re.findall(r"<small>(\d+)</small>", page)]
    assert sum(counts) == len(all_points())
    assert "/points/BL67/" in shown(client, "/points/all/", channel="BL")


def test_the_compass_goes_from_the_first_score_to_what_to_try_next(client: Client) -> None:
    where = {"pain": "BL:right:L4", "option": "BL:right:L4/1/SI/image/forearm"}
    begin = shown(client, "/points/compass/", **where)
    assert "Which movement brings it on?" in begin
    began = {**where, "movement": "bend", "before": "7"}
    text = shown(client, "/points/compass/", **began)
    assert 'value="BL:right:L4/1/SI/image/forearm" selected' in text
    text = shown(client, "/points/compass/", **began, needled="left", after="4")
    assert "Today this movement went from 7.0 to 4.0." in text
    assert "one more needle beside it" in text
    assert "nothing of whether the course helps" in text
    assert f'name="tried" value="{TRIED};4"' in text
    undo = re.search(r'href="([^"]+)" data-key="u"', text)
    assert undo
    assert "Today this movement" not in shown(client, undo[1])
    worse = shown(client, "/points/compass/", **began, tried=[f"{TRIED};9"])
    assert "take this group out" in worse
    assert '<option value="left" selected' in worse  # a further score is of the same group
    again = shown(client, "/points/compass/", **began, tried=[f"{TRIED};4", f"{TRIED};4"])
    assert "placed the other way" in again


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"before": "11", "movement": "bend"}, "less than or equal to 10"),
        ({"before": "7"}, "This field is required"),
        ({"before": "7", "movement": "bend", "after": "x"}, "Enter a number"),
        ({"before": "7", "movement": "bend", "tried": "nosuch;left;3"}, "can't be read"),
        ({"before": "7", "movement": "bend", "tried": f"{TRIED};nan"}, "can't be read"),
    ],
)
def test_what_the_compass_can_not_read_is_told(
    client: Client, asked: dict[str, str], said: str
) -> None:
    assert said in shown(client, "/points/compass/", status=422, pain="BL:right:L4", **asked)


def test_a_compass_without_a_place_leads_to_the_question(client: Client) -> None:
    assert "needs a place that hurts" in shown(client, "/points/compass/")
    shown(client, "/points/compass/", status=422, pain="nowhere")


NAMES = ("words", "at", "pain", "on", "side", "level", "line", "onward", "system", "by", "point")
NAMES += ("unverified", "option", "movement", "before", "after", "needled", "tried", "channel")
VALUES = st.sampled_from([HURTS, "right:L4::", "BL:right:L4", "", "on", "7", f"{TRIED};4"])
NASTY = st.text(max_size=12) | st.sampled_from(["\x00", "1e309", "NaN", ":::", ";;", "L4/L5", "-"])


@effort(max_examples=25, deadline=None, derandomize=True, database=None)
@given(
    pairs=st.lists(st.tuples(st.sampled_from(NAMES), VALUES | NASTY), max_size=6),
    page=st.sampled_from(["", "compass/", "all/", "ST36/"]),
)
def test_whatever_the_address_says_is_answered_in_words(
    pairs: list[tuple[str, str]], page: str
) -> None:
    asked = urlencode([(name, value.encode("utf-8", "replace")) for name, value in pairs])
    response = Client(SERVER_NAME="localhost").get(f"/points/{page}?{asked}")
    assert response.status_code in (200, 302, 404, 422)
