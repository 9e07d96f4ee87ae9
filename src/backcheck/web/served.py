"""What is served: a clinic with its people, or the demo, which has neither people nor database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcheck.web.kit.build import kept_in

_FIRST = [
    "backcheck.web.kit.middleware.who_asks",
    "django.middleware.security.SecurityMiddleware",
    "backcheck.web.kit.middleware.features_off",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
]
_LAST = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]
_ALLAUTH = "allauth.account.middleware.AccountMiddleware"  # asks to be there in either case
_REQUEST = "django.template.context_processors.request"


def demo(folder: Path) -> dict[str, Any]:
    """Django's settings for the simulated courses of a folder."""
    return {
        "CLINIC_FOLDER": folder,
        "ROOT_URLCONF": "backcheck.web.demo.urls",
        "MIDDLEWARE": [
            *_FIRST,
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            _ALLAUTH,
            *_LAST,
        ],
        "TEMPLATES": _templates("backcheck.web.courses.context.clinic"),
        "CACHES": _cache("filebased.FileBasedCache", kept_in(folder)),
    }


def clinic() -> dict[str, Any]:
    """Django's settings for a clinic: nothing is seen by whoever hasn't signed in, unless said."""
    return {
        "CLINIC_FOLDER": None,
        "ROOT_URLCONF": "backcheck.web.urls",
        "MIDDLEWARE": [
            *_FIRST,
            "backcheck.web.kit.middleware.kept_nowhere",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "backcheck.web.clinics.same_file.same_file",  # in the reader's language
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "backcheck.web.people.sessions.ended_in_time",
            "backcheck.web.clinics.middleware.own_language",
            "django.contrib.auth.middleware.LoginRequiredMiddleware",
            _ALLAUTH,
            *_LAST,
            "axes.middleware.AxesMiddleware",
        ],
        "TEMPLATES": _templates(
            "backcheck.web.clinics.context.member", "backcheck.web.letters.context.nav_counts"
        ),
        "CACHES": _cache("db.DatabaseCache", "cache"),
    }


def _templates(*processors: str) -> list[dict[str, Any]]:
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {"context_processors": [_REQUEST, *processors]},
        }
    ]


def _cache(backend: str, location: str | Path) -> dict[str, Any]:
    return {
        "default": {
            "BACKEND": f"django.core.cache.backends.{backend}",
            "LOCATION": location,
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }
