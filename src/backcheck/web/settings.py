"""Django's settings, from the installation's. The pages are served on this computer alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from backcheck.knowledge.wording import languages
from backcheck.web.configuration.databases import databases
from backcheck.web.configuration.reading import here
from backcheck.web.kit.build import kept_in
from backcheck.web.sealing import keyring_file

CONFIGURATION = here()

DEBUG = False
# One worker serves the page and nothing outlives the process, so nobody else needs the key.
SECRET_KEY = secrets.token_urlsafe(50)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# The folder of the clinic that is served; without one only files from elsewhere are answered.
CLINIC_FOLDER = Path(os.environ["BACKCHECK_CLINIC"]) if "BACKCHECK_CLINIC" in os.environ else None

DATABASES = databases(CONFIGURATION)
KEYS_FOLDER = CONFIGURATION.keys
SEALING_KEYRING = KEYS_FOLDER / keyring_file.FILE

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "backcheck.web.kit",
    "backcheck.web.audit",
    "backcheck.web.courses",
    "backcheck.web.learn",
    "backcheck.web.exchange",
    "backcheck.web.keeping",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "backcheck.web.kit.middleware.features_off",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "backcheck.web.urls"
WSGI_APPLICATION = "backcheck.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "backcheck.web.courses.context.clinic",
            ]
        },
    }
]

LANGUAGE_CODE = CONFIGURATION.language
NAMES = {"en": "English", "he": "עברית"}
LANGUAGES = [(code, NAMES[code]) for code in languages()]
LANGUAGE_COOKIE_NAME = "backcheck_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
USE_TZ = True
TIME_ZONE = "UTC"  # without it the whole process would keep Chicago's time

# Answers are kept beside the courses they belong to; without a clinic nothing is kept.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": kept_in(CLINIC_FOLDER),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    if CLINIC_FOLDER
    else {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
}

STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
WHITENOISE_USE_FINDERS = True  # straight from the package: nothing is collected anywhere
WHITENOISE_MAX_AGE = 0  # asked again each time, so that a new version shows at once
WHITENOISE_ALLOW_ALL_ORIGINS = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "require-trusted-types-for": ["'script'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Browsers share the cookies of localhost between ports: the name keeps other programs apart.
CSRF_COOKIE_NAME = "backcheck_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None  # until the browser is closed

# Uploads stay in memory: a file on the disk, even a temporary one, would be kept.
FILE_UPLOAD_HANDLERS = ["backcheck.web.exchange.uploads.InMemoryUpload"]
COURSE_FILE_LIMIT_BYTES = 5_000_000

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a mistyped address is no news
    },
}
