"""``backcheck link``: a one-time link, for an owner or for somebody who can't sign in any more."""

from __future__ import annotations

import os
import sys

import django

from backcheck.web.audit.event import Process


class NobodyThere(Exception):
    """No account that may sign in has this sign-in name."""


class NotReady(Exception):
    """There is no database that a link could be kept in."""


def link(address: str, name: str | None = None) -> str:
    """A new link, whole. Earlier ones of the same kind that were not used end.

    Args:
        address: where the clinic is served, such as ``https://clinic.example``.
        name: the sign-in name of whoever it is for; None for the owner of a new clinic.

    Raises:
        NobodyThere: nobody has this sign-in name, or the account is disabled.
        NotReady: the database isn't there yet, or can't be written.
        KeyTrouble: the key of the trail can't be used.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backcheck.web.settings")
    django.setup()
    from django.db import Error  # noqa: PLC0415 after the set-up

    try:
        return _whole(address, _secret(name))
    except Error as error:
        why = str(error).strip()
        raise NotReady(f"no link can be kept yet ({why}); start backcheck serve first") from error


def _secret(name: str | None) -> str:
    from backcheck.web.clinics.links import make_link_again, make_owner_link  # noqa: PLC0415
    from backcheck.web.clinics.queries import account_named  # noqa: PLC0415
    from backcheck.web.people.lockout import sign_in_name  # noqa: PLC0415

    by = Process("link")
    if name is None:
        return make_owner_link(by)
    account = account_named(sign_in_name(name))
    if account is None:
        raise NobodyThere(f"nobody who may sign in has the sign-in name {name}")
    return make_link_again(account, by)


def tell_first_link(address: str) -> None:
    """While nobody has an account, print the link by which the first clinic begins."""
    from django.db import connection  # noqa: PLC0415 after the set-up

    from backcheck.web.clinics.links import make_owner_link  # noqa: PLC0415
    from backcheck.web.clinics.queries import is_new  # noqa: PLC0415

    try:
        if is_new():
            told = _whole(address, make_owner_link(Process("serve")))
            print(f"Begin here, within an hour: {told}", file=sys.stderr, flush=True)
    finally:
        connection.close()  # this thread's own, and it asks for nothing more


def _whole(address: str, secret: str) -> str:
    return f"{address.rstrip('/')}/welcome/{secret}/"
