"""Clinics, accounts, and the links by which an account begins."""

from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from .roles import Role

NAME_LETTERS = 100


class Clinic(models.Model):
    """A clinic: everything else belongs to one, and sees nothing of another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=NAME_LETTERS)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class AccountManager(BaseUserManager["Account"]):
    """Accounts by their sign-in name, as Django asks for them."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of a sign-in name, which is kept in lower case."""
        return self.get(username=(username or "").casefold())


class Account(AbstractBaseUser):
    """Somebody who signs in: in one clinic, in one role."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="accounts")
    role = models.CharField(max_length=20, choices=[(each.value, each.name) for each in Role])
    username = models.CharField(max_length=NAME_LETTERS, unique=True)
    name = models.CharField(max_length=NAME_LETTERS)
    language = models.CharField(max_length=10)
    is_active = models.BooleanField(default=True)
    session_round = models.PositiveIntegerField(default=0)  # a new one ends every session
    made_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    objects = AccountManager()

    class Meta:
        """A role that isn't known is refused by the database too."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=[each.value for each in Role]),
                name="clinics_account_role",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    def get_session_auth_hash(self) -> str:
        """What a session keeps of the account: it is over once this is another."""
        return f"{super().get_session_auth_hash()}.{self.session_round}"


class OneTimeLink(models.Model):
    """A way in, used once: for a new account, or for one that can't sign in any more.

    Without a clinic it makes one, and its account is the owner. Only the hash of the link's
    secret is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="links")
    role = models.CharField(max_length=20, choices=[(each.value, each.name) for each in Role])
    name = models.CharField(max_length=NAME_LETTERS, blank=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)
