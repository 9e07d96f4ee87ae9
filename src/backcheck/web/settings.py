"""Django's settings, from the installation's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from backcheck.knowledge.wording import languages
from backcheck.web.configuration.databases import databases
from backcheck.web.configuration.reading import here
from backcheck.web.configuration.way import way_of
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.session_key import new_session_key, session_key
from backcheck.web.served import clinic, demo

CONFIGURATION = here()
WAY = way_of(CONFIGURATION)

DEBUG = False
ALLOWED_HOSTS = WAY.hosts

DATABASES = databases(CONFIGURATION)
KEYS_FOLDER = CONFIGURATION.keys
SEALING_KEYRING = KEYS_FOLDER / keyring_file.FILE

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "backcheck.web.kit",
    "backcheck.web.audit",
    "backcheck.web.clinics",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "backcheck.web.patients",
    "backcheck.web.people",
    "backcheck.web.courses",
    "backcheck.web.learn",
    "backcheck.web.exchange",
    "backcheck.web.keeping",
]
# A demo names its folder; otherwise it is the clinic.
FOLDER = os.environ.get("BACKCHECK_CLINIC")
SERVED = demo(Path(FOLDER)) if FOLDER else clinic()
CLINIC_FOLDER = SERVED["CLINIC_FOLDER"]
ROOT_URLCONF = SERVED["ROOT_URLCONF"]
MIDDLEWARE = SERVED["MIDDLEWARE"]
TEMPLATES = SERVED["TEMPLATES"]
CACHES = SERVED["CACHES"]
# Nothing of the demo outlives its process; the sessions of a clinic do.
SECRET_KEY = new_session_key() if CLINIC_FOLDER else session_key(CONFIGURATION.keys)
WSGI_APPLICATION = "backcheck.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "clinics.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

LANGUAGE_CODE = CONFIGURATION.language
NAMES = {"en": "English", "he": "עברית"}
LANGUAGES = [(code, NAMES[code]) for code in languages()]
LANGUAGE_COOKIE_NAME = WAY.cookie("language")
LANGUAGE_COOKIE_SECURE = WAY.is_https
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
USE_TZ = True
TIME_ZONE = "UTC"  # without it the whole process would keep Chicago's time

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
if WAY.is_https:
    SECURE_SSL_REDIRECT = True  # only a proxy lets plain requests through, and says so
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SESSION_COOKIE_NAME = WAY.cookie("session")
SESSION_COOKIE_SECURE = WAY.is_https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # with Strict, who comes by a link in a mail would not be known
CSRF_COOKIE_NAME = WAY.cookie("csrf")
CSRF_COOKIE_SECURE = WAY.is_https
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
        # Nor is one who asks by another name: anybody could fill the log with these.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
