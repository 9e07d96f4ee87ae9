"""Which backups may go: never the newest, never one that a day, week or month still needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from backcheck.web.commands.tick import clear_old
from backcheck.web.keeping.names import DAILY, MONTHLY, WEEKLY, kept, made_at, name_of

START = datetime(2026, 1, 1, 3, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))
TIMES = st.sets(MOMENTS, max_size=60)


@given(MOMENTS)
def test_a_name_says_when(at: datetime) -> None:
    assert made_at(name_of(at)) == at.replace(microsecond=0)


def test_other_names_are_none_of_ours() -> None:
    for name in (
        "backcheck.backup",
        "backcheck-2026-13-01T000000.backup",
        "backcheck-2026-01-01T000000.backup.old",
        ".backcheck-2026-01-01T000000.backup.part",
        "my backcheck-2026-01-01T000000.backup",
    ):
        assert made_at(name) is None


@given(TIMES)
def test_the_newest_is_always_kept_and_nothing_is_made_up(times: set[datetime]) -> None:
    stay = kept(times)
    assert stay <= times
    assert len(stay) <= DAILY + WEEKLY + MONTHLY
    if times:
        assert max(times) in stay
        assert max(times) in kept(times, 0, 0, 0)


@given(TIMES)
def test_the_last_days_weeks_and_months_that_have_any_keep_their_newest(
    times: set[datetime],
) -> None:
    stay = kept(times)
    for count, form in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        periods = sorted({at.strftime(form) for at in times})[-count:]
        for period in periods:
            assert max(at for at in times if at.strftime(form) == period) in stay


@given(TIMES)
def test_clearing_twice_clears_nothing_more(times: set[datetime]) -> None:
    stay = kept(times)
    assert kept(stay) == stay


def test_a_year_of_daily_backups() -> None:
    have: set[datetime] = set()
    for day in range(730):
        have.add(START + timedelta(days=day))
        have &= kept(have)
    ages = sorted((START + timedelta(days=729) - at).days for at in have)
    assert ages[:DAILY] == list(range(DAILY))
    assert ages[-1] > 330  # as old as a year, nearly
    assert DAILY + WEEKLY + MONTHLY - 4 <= len(ages) <= DAILY + WEEKLY + MONTHLY


def test_files_that_are_none_of_ours_stay(tmp_path: Path) -> None:
    old = [START + timedelta(hours=hour) for hour in range(5)]
    for at in old:
        (tmp_path / name_of(at)).write_text("")
    others = ["holiday.jpg", "backcheck-2025-01-01T000000.backup.copy", "backup"]
    for name in others:
        (tmp_path / name).write_text("")
    (tmp_path / "backcheck-2024-01-01T000000.backup").mkdir()
    made_now = tmp_path / name_of(old[0])  # the clock was set back meanwhile
    gone = clear_old(tmp_path, made_now)
    assert gone == [tmp_path / name_of(at) for at in old[1:4]]
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {*others, made_now.name, name_of(old[4]), "backcheck-2024-01-01T000000.backup"}
