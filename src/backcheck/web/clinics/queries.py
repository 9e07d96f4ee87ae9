"""Reading clinics and their people. Whatever is read of a clinic is asked for by its id."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from .models import Account, Clinic


def clinic_named(clinic: UUID) -> str:
    """The name of a clinic."""
    return str(Clinic.objects.values_list("name", flat=True).get(pk=clinic))


def accounts_of(clinic: UUID) -> QuerySet[Account]:
    """Everybody with an account in a clinic, whoever may sign in first."""
    return Account.objects.filter(clinic=clinic).order_by("-is_active", "name", "pk")


def is_taken(username: str) -> bool:
    """Whether somebody signs in by this name, in any clinic of this installation."""
    return Account.objects.filter(username=username).exists()


def account_named(username: str) -> Account | None:
    """Whoever signs in by this name, if they still may."""
    return Account.objects.filter(username=username, is_active=True).first()


def is_new() -> bool:
    """Whether nobody has an account in this installation yet."""
    return not Account.objects.exists()


def clinics() -> list[tuple[UUID, str]]:
    """Every clinic of the installation, with its name: for commands, never for a page."""
    return list(Clinic.objects.order_by("name", "pk").values_list("pk", "name"))
