"""Whatever is long enough may be a password, all of it counts, and it is kept by scrypt."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.test import override_settings

from backcheck.web import settings
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from backcheck.web.people.passwords import LETTERS
from tests.support.team import PASSWORD, Team, signed_in

LONG = "the heron waits " * 7 + "ו🪶"


@pytest.mark.parametrize(
    "taken", [LONG, "a b c d e f g", "ארבעה ברווזים", "kettlekettlé", "8" * 3 + "q" * 9]
)
def test_any_letters_and_however_many_are_taken(team: Team, taken: str) -> None:
    owner = team.people[Role.OWNER]
    sent = {"password": PASSWORD, "password1": taken, "password2": taken}
    assert len(taken) >= LETTERS
    assert signed_in(owner).post("/account/password/", sent).status_code == 302
    owner.refresh_from_db()
    assert owner.check_password(taken)
    assert not owner.check_password(taken[:-1])  # nothing was cut off


def test_a_password_does_not_end_by_itself() -> None:
    names = {each.name for each in Account._meta.get_fields()}
    assert not {name for name in names if "password" in name} - {"password"}


@override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS)
def test_it_is_kept_by_scrypt_with_64_mb_for_each_guess() -> None:
    kept = make_password(PASSWORD)
    assert kept.startswith("scrypt$65536$")
    assert kept.split("$")[3:5] == ["8", "2"]
    assert check_password(PASSWORD, kept)
    assert not check_password(PASSWORD + " ", kept)
