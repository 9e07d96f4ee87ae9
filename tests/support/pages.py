"""Django as the tests run it: one clinic of golden courses, in every order of the tests."""

from __future__ import annotations

import os

import django

from tests.support.clinic import CLINIC

os.environ["DJANGO_SETTINGS_MODULE"] = "backcheck.web.settings"
os.environ["BACKCHECK_CLINIC"] = str(CLINIC)
django.setup()
