"""Signing in as people do it: a form, and a code that their app shows."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from backcheck.web.clinics.models import Account
from backcheck.web.people.sealed_factors import sealed_for

from .team import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECOND_STEP = "/sign-in/second-step/"


def give_app(account: Account) -> Account:
    """Let the app of an account be one whose secret a test knows."""
    row = Authenticator.objects.get(user=account, type=Authenticator.Type.TOTP)
    row.data = {"secret": sealed_for(account.pk, SECRET)}
    row.save()
    return account


def code(secret: str = SECRET) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def browser(**more: Any) -> Client:
    """A browser of its own, which nobody signed in with yet."""
    agent = "Mozilla Firefox/150 (Windows)"
    return Client(SERVER_NAME="localhost", HTTP_USER_AGENT=agent, **more)


def first_step(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    """Send the name and the password."""
    return client.post("/sign-in/", {"login": name, "password": password, **more})


def assert_no_english(text: str) -> None:
    """A Hebrew page says nothing in Latin letters but names."""
    shown = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    found = set(re.findall(r"[A-Za-z]{3,}", shown))
    allowed = {"Backcheck", "English", "UTC", "backcheck", "link", "Firefox", "Windows", "quot"}
    assert found <= allowed, found - allowed
