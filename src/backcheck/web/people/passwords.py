"""What a password has to be: long, and nothing that is tried first."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import ScryptPasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

from backcheck.web.kit.words import words

LETTERS = 12


class Scrypt(ScryptPasswordHasher):
    """scrypt that takes 64 MB for each guess: N = 2**16, r = 8, p = 2 (OWASP Password Storage)."""

    work_factor = 2**16
    parallelism = 2
    maxmem = 2**27  # OpenSSL's own limit is half of what N asks for


class Long:
    """At least twelve letters; any of them."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse a short one."""
        if len(password) < LETTERS:
            raise ValidationError(words("page.password.short", letters=LETTERS))


class Uncommon(CommonPasswordValidator):
    """None of the twenty thousand that everybody tries."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse one of them."""
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(words("page.password.common")) from error


class Unlike(UserAttributeSimilarityValidator):
    """Not one's own name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(user_attributes=("username", "name"), **options)

    def validate(self, password: str, user: object = None) -> None:
        """Refuse one that is like it."""
        try:
            super().validate(password, user)
        except ValidationError as error:
            raise ValidationError(words("page.password.like_name")) from error
