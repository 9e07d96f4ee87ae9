"""Each answer alone, of a man of 30 whose pain has lasted ten months, everything else no.

Read against the specification line by line: a change here is a change of what the product says.
"""

from __future__ import annotations

import pytest

from backcheck.knowledge.screening.given import Context, Sex
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.question import NO, NOT_SURE
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import screen

SOMEBODY = Context(age=30.0, sex=Sex.MALE, pregnant=False, days_since_onset=300.0)
ASKED = {key: each.values for key, each in rules().questions.all.items() if each.values}
ALONE = {
    Level.EMERGENCY: {
        "yes": """
            saddle_numbness anus_numbness wiping_feeling genital_feeling urine_start_stop
            urine_feeling urine_leak bladder_fullness bowel_leak bowel_feeling both_legs_weak
            foot_drop confused_ill faint known_aneurysm cannot_stand chest_pain
        """,
        "not_sure": """
            saddle_numbness anus_numbness wiping_feeling genital_feeling urine_start_stop
            urine_feeling urine_leak bladder_fullness bowel_leak bowel_feeling both_legs_weak
        """,
        "worse": """
            leg_weakness unsteady
        """,
    },
    Level.SAME_DAY: {
        "yes_old": """
            saddle_numbness anus_numbness wiping_feeling genital_feeling urine_start_stop
            urine_feeling urine_leak bladder_fullness bowel_leak bowel_feeling sexual_change
            both_legs_weak leg_weakness foot_drop
        """,
        "yes": """
            sexual_change leg_weakness disc_progress unsteady fever breathless pulsing_belly
            kidney_stone_pain bruise_spine swollen_calf urine_burning_blood yellow_skin
            vaginal_bleeding blister_rash red_eye self_harm overwhelmed
        """,
        "not_sure": """
            sexual_change leg_weakness foot_drop unsteady confused_ill faint known_aneurysm
            cannot_stand chest_pain self_harm
        """,
        "major": """
            injury
        """,
    },
    Level.DOCTOR_FIRST: {
        "yes": """
            leg_numbness cancer_history weight_loss night_pain pain_constant pain_worsening
            steroids
        """,
        "yes_old": """
            leg_numbness
        """,
        "not_sure": """
            cancer_history weight_loss
        """,
    },
    Level.NOTE: {
        "yes": """
            pain_changed disc_herniation feels_ill immune_weak infection_recent injected_drugs
            thoracic_band sudden_severe osteoporosis blood_thinner eye_or_bowel
        """,
        "known": """
            urine_start_stop urine_feeling urine_leak bladder_fullness bowel_leak bowel_feeling
            sexual_change both_legs_weak leg_weakness foot_drop leg_numbness
        """,
        "cold": """
            fever
        """,
        "eases": """
            night_pain
        """,
        "minor": """
            injury
        """,
        "trivial": """
            injury
        """,
    },
    Level.NONE: {
        "yes": """
            first_episode diabetes small_cause midline_pain gradual_onset eases_with_movement
            not_eased_by_rest night_better_up wakes_second_half buttock_pain nsaid_48_hours
            relative_spondyloarthritis arthritis enthesitis psoriasis
        """,
    },
}


def _expected(key: str, value: str) -> Level:
    for level, answers in ALONE.items():
        if key in answers.get(value, "").split():
            return level
    assert value == NOT_SURE, f"{key} {value} is not in the table"
    return Level.NOTE  # ask face to face


@pytest.mark.parametrize(
    ("key", "value"),
    [(key, value) for key, values in ASKED.items() for value in values if value != NO],
)
def test_an_answer_alone(key, value):
    answers = {**dict.fromkeys(ASKED, NO), key: value}
    assert screen(answers, SOMEBODY, rules()).level is _expected(key, value)


def test_the_table_names_only_what_is_asked() -> None:
    for answers in ALONE.values():
        for value, keys in answers.items():
            assert [key for key in keys.split() if value not in ASKED[key]] == []
