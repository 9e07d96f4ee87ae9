"""Everything an installation keeps: what goes out with a clinic, and what doesn't, with the reason.

A test holds every model to being in one of both.
"""

from __future__ import annotations

from collections.abc import Mapping

from backcheck.web.audit import exported as audit
from backcheck.web.clinics import exported as clinics
from backcheck.web.emergency import exported as emergency
from backcheck.web.giving.table import Table
from backcheck.web.letters import exported as letters
from backcheck.web.patients import exported as patients
from backcheck.web.reviews import exported as reviews
from backcheck.web.screenings import exported as screenings

# A table stands after those that it refers to.
GIVEN: tuple[Table, ...] = (
    *clinics.GIVEN,
    *reviews.GIVEN,
    *emergency.GIVEN,
    *patients.GIVEN,
    *screenings.GIVEN,
    *letters.GIVEN,
)
_OF_DJANGO = "what the framework keeps for itself, the same in every installation"
_NOT_USED = "of the framework; not used here, and empty"
_TRIED = "attempts to sign in to one installation; the trail has them"
NOT_GIVEN: Mapping[str, str] = {
    **audit.NOT_GIVEN,
    **clinics.NOT_GIVEN,
    "contenttypes.ContentType": _OF_DJANGO,
    "auth.Permission": _OF_DJANGO,
    "auth.Group": _NOT_USED,
    "auth.Group_permissions": _NOT_USED,
    "account.EmailAddress": _NOT_USED,
    "account.EmailConfirmation": _NOT_USED,
    "sessions.Session": "a session is a secret of one installation",
    "mfa.Authenticator": "second factors are secrets; new ones are set up at the first sign-in",
    "axes.AccessAttempt": _TRIED,
    "axes.AccessAttemptExpiration": _TRIED,
    "axes.AccessFailureLog": _TRIED,
    "axes.AccessLog": _TRIED,
    "keeping.BackupRun": "the backups of one installation, which hold every clinic of it",
    "keeping.Lease": "whose turn it is in one installation",
}
