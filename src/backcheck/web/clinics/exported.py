"""What an export gives of a clinic and its people."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from backcheck.web.giving.table import Table

from .models import Account, Clinic


def _no_password() -> str:
    """What no password fits: its owner chooses one by a link."""
    return make_password(None)


GIVEN = (
    Table(
        model=Clinic,
        clinic="id",
        what="The clinic.",
        columns={
            "id": "the clinic's key",
            "name": "its name",
            "made_at": "when it was set up",
        },
    ),
    Table(
        model=Account,
        clinic="clinic_id",
        what="Somebody who signs in, or once did.",
        columns={
            "id": "the account's key",
            "clinic_id": "the clinic",
            "role": "what they are in the clinic",
            "username": "the name they sign in by",
            "name": "the name others see",
            "language": "the language they read",
            "is_active": "whether they may sign in, once they have a password",
            "made_at": "when the account was made",
            "last_login": "when they last signed in; null for never",
        },
        left_out={
            "password": "a secret; a new one is chosen by a one-time link",
            "session_round": "of the sessions of one installation",
        },
        anew={"password": _no_password},
    ),
)
NOT_GIVEN = {"clinics.OneTimeLink": "a link is a secret of one installation, and ends within a day"}
