"""What kinds are called, in the reader's language."""

from __future__ import annotations

from backcheck.knowledge.consents import Purpose
from backcheck.web.kit.words import later

from .kinds import ContactKind, How, Sex

SEXES = {
    Sex.UNKNOWN.value: later("page.patients.sex_unknown"),
    Sex.FEMALE.value: later("page.patients.sex_female"),
    Sex.MALE.value: later("page.patients.sex_male"),
    Sex.OTHER.value: later("page.patients.sex_other"),
}
LANGUAGES = {
    "en": later("page.patients.language_en"),
    "he": later("page.patients.language_he"),
}
KINDS = {
    ContactKind.MOBILE.value: later("page.patients.kind_mobile"),
    ContactKind.PHONE.value: later("page.patients.kind_phone"),
    ContactKind.EMAIL.value: later("page.patients.kind_email"),
    ContactKind.ADDRESS.value: later("page.patients.kind_address"),
    ContactKind.EMERGENCY.value: later("page.patients.kind_emergency"),
}
HOW = {
    How.PAPER.value: later("page.consent.how_paper"),
    How.SCREEN.value: later("page.consent.how_screen"),
}
PURPOSES = {
    Purpose.TREATMENT.value: later("page.consent.treatment"),
    Purpose.DIARY.value: later("page.consent.diary"),
    Purpose.RESEARCH.value: later("page.consent.research"),
    Purpose.CASE_STORY.value: later("page.consent.case_story"),
}
MEANINGS = {
    Purpose.TREATMENT.value: later("page.consent.treatment_what"),
    Purpose.DIARY.value: later("page.consent.diary_what"),
    Purpose.RESEARCH.value: later("page.consent.research_what"),
    Purpose.CASE_STORY.value: later("page.consent.case_story_what"),
}
