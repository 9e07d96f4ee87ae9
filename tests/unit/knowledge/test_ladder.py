"""The ladder of feared movements: predicted, happened, next."""

from __future__ import annotations

from itertools import product

import pytest

from backcheck.knowledge.ladder import NextRung, Rung, Step, Try, next_rung
from backcheck.knowledge.wording import Audience, render

RUNGS = [Rung("lift", 8), Rung("bend", 3), Rung("tie a shoe", 5)]
NAMES = ["bend", "tie a shoe", "lift"]


def _try(movement: str, predicted: float, happened: float, fear: float, flare: float = 0) -> Try:
    return Try(movement, "it locks", predicted, "a pull", happened, fear, flare)


def _easy(movement: str) -> Try:
    return _try(movement, 6, 3, 2)


def _next(*tries: Try, flag: bool = False) -> NextRung:
    return next_rung(RUNGS, tries, warning_sign_open=flag)


def _step(*tries: Try) -> tuple[Step, str]:
    found = _next(*tries)
    assert found.rung is not None
    return found.step, found.rung.movement


def test_it_begins_with_what_is_feared_least() -> None:
    assert _step() == (Step.START, "bend")


def test_one_easy_try_isnt_enough_and_two_go_up() -> None:
    assert _step(_easy("bend")) == (Step.STAY, "bend")
    assert _step(_easy("bend"), _easy("bend")) == (Step.UP, "tie a shoe")


def test_easy_is_little_fear_and_no_worse_than_predicted() -> None:
    afraid, worse = _try("bend", 6, 3, 4), _try("bend", 3, 4, 2)
    assert _step(_easy("bend"), afraid) == (Step.STAY, "bend")
    assert _step(_easy("bend"), worse) == (Step.STAY, "bend")


def test_two_easy_tries_of_different_movements_are_not_in_a_row() -> None:
    assert _step(_easy("bend"), _easy("tie a shoe")) == (Step.STAY, "tie a shoe")


@pytest.mark.parametrize("bad", [_try("tie a shoe", 3, 5, 2), _try("tie a shoe", 6, 3, 2, 3)])
def test_too_much_goes_down(bad: Try) -> None:
    assert _step(_easy("tie a shoe"), bad) == (Step.DOWN, "bend")


def test_a_flare_of_two_days_is_not_too_much() -> None:
    assert _step(_try("tie a shoe", 6, 3, 2, 2)) == (Step.STAY, "tie a shoe")


def test_the_lowest_step_that_is_too_much_is_made_smaller() -> None:
    assert _step(_try("bend", 2, 9, 8)) == (Step.SMALLER, "bend")


def test_the_top_is_kept() -> None:
    assert _step(_easy("lift"), _easy("lift")) == (Step.TOP, "lift")


def test_an_open_warning_sign_stops_the_ladder_whatever_else() -> None:
    for tries in ((), (_easy("bend"),), (_easy("lift"), _easy("lift"))):
        found = _next(*tries, flag=True)
        assert (found.step, found.rung) == (Step.DOCTOR, None)


def test_it_never_goes_up_after_more_pain_than_predicted() -> None:
    for first, predicted, happened, fear in product(NAMES, range(0, 11, 2), range(11), (0, 5)):
        found = _next(_easy(first), _try(first, predicted, happened, fear))
        if happened > predicted:
            assert found.step not in (Step.UP, Step.TOP)


def test_worse_never_goes_higher_than_better() -> None:
    def height(happened: float) -> int:
        found = _next(_easy("tie a shoe"), _try("tie a shoe", 5, happened, 2))
        assert found.rung is not None
        return NAMES.index(found.rung.movement)

    heights = [height(happened) for happened in range(11)]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 3


def test_predicted_and_happened_are_said_without_blame() -> None:
    found = _next(_try("tie a shoe", 3, 7, 6))
    patient = render(found.why.said, Audience.PATIENT)
    assert "You expected pain of 3.0; it was 7.0" in patient
    assert "The step was too big; that happens." in patient
    for step, tries in {
        Step.UP: (_easy("bend"), _easy("bend")),
        Step.STAY: (_easy("bend"),),
        Step.TOP: (_easy("lift"), _easy("lift")),
    }.items():
        told = _next(*tries)
        assert told.step is step
        for language in ("en", "he"):
            assert render(told.why.said, Audience.PATIENT, language)


def test_the_surprise_is_how_much_less_it_hurt() -> None:
    assert _try("bend", 6, 2, 1).surprise_points == 4
    assert _try("bend", 2, 6, 1).surprise_points == -4


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one movement"):
        next_rung([], [], warning_sign_open=False)
    with pytest.raises(ValueError, match="none twice"):
        next_rung([Rung("bend", 3), Rung("bend", 4)], [], warning_sign_open=False)
    with pytest.raises(ValueError, match="not on the ladder: jump"):
        _next(_easy("jump"))
    with pytest.raises(ValueError, match="needs words"):
        Rung(" ", 3)
    with pytest.raises(ValueError, match="feared_points must lie between 0 and 10, not 11"):
        Rung("bend", 11)
    with pytest.raises(ValueError, match="fear_points must lie"):
        _try("bend", 3, 3, -1)
    with pytest.raises(ValueError, match="flare_days"):
        _try("bend", 3, 3, 1, -1)
