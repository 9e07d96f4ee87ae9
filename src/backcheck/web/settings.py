"""Django's settings, from the installation's."""

from __future__ import annotations

import os
from datetime import timedelta
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

# A demo names its folder; otherwise it is the clinic.
FOLDER = os.environ.get("BACKCHECK_CLINIC")
SERVED = demo(Path(FOLDER)) if FOLDER else clinic()
CLINIC_FOLDER = SERVED["CLINIC_FOLDER"]
# Nothing of the demo outlives its process; the sessions of a clinic do.
SECRET_KEY = new_session_key() if CLINIC_FOLDER else session_key(CONFIGURATION.keys)

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
    "backcheck.web.screenings",
    "backcheck.web.letters",
    "backcheck.web.reviews",
    "backcheck.web.emergency",
    "backcheck.web.people",
    "backcheck.web.oversight",
    "backcheck.web.keeping",
    "backcheck.web.courses",
    "backcheck.web.learn",
    "backcheck.web.guide",
    "backcheck.web.balance",
    "backcheck.web.exchange",
]
ROOT_URLCONF = SERVED["ROOT_URLCONF"]
MIDDLEWARE = SERVED["MIDDLEWARE"]
TEMPLATES = SERVED["TEMPLATES"]
CACHES = SERVED["CACHES"]
WSGI_APPLICATION = "backcheck.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "clinics.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["backcheck.web.people.passwords.Scrypt"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "backcheck.web.people.adapters.AccountAdapter"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "password_failed": "20/15m/ip",  # over all names; per name see people/lockout.py
    "login_failed": "5/15m/key,30/d/key",  # guesses at one account's second factor
}
MFA_ADAPTER = "backcheck.web.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Backcheck"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s: a code is typed while it changes
MFA_RECOVERY_CODE_DIGITS = 10
MFA_RECOVERY_CODES_SHOW_ONCE = True
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"backcheck.web.people.passwords.{rule}"} for rule in ("Long", "Uncommon", "Unlike")
]
AXES_HANDLER = "backcheck.web.people.lockout.Lockout"
AXES_USERNAME_CALLABLE = "backcheck.web.people.lockout.name_token"
AXES_LOCKOUT_CALLABLE = "backcheck.web.people.views.too_many"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or somebody could lock it for ever
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the trail keeps it
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address"]
AXES_VERBOSE = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_IDLE_S = 60 * 30

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
    "filters": {"no_secrets": {"()": "backcheck.web.kit.logs.NoSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["no_secrets"]}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # a mistyped address is no news
        "axes": {"level": "ERROR"},  # who fails to sign in stands in the trail
        # Nor is one who asks by another name: anybody could fill the log with these.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
