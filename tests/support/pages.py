"""Django as the tests run it: one clinic of golden courses, in every order of the tests."""

from __future__ import annotations

import os

import django

from tests.support.clinic import CLINIC

os.environ["DJANGO_SETTINGS_MODULE"] = "backcheck.web.settings"
os.environ["BACKCHECK_CLINIC"] = str(CLINIC)
django.setup()


def _find_static_files_once() -> None:
    """Each test client makes the middleware anew; the files it looks up stay the same."""
    from whitenoise.middleware import WhiteNoiseMiddleware  # noqa: PLC0415 after the set-up

    look_up, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, object]()

    def once(middleware: WhiteNoiseMiddleware) -> None:
        if not found:
            look_up(middleware)
            found.update(middleware.files)
        middleware.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = once


_find_static_files_once()
