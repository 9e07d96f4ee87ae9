"""A model field whose column holds sealed values only.

The value lies at ``app_model.field:pk``, so the model's key is a UUID (made before the row is
written), and a row that is given another key, or a model or field another name, is sealed anew.
Reading the attribute unseals; ``values()`` and raw SQL give what the column holds. An absent value
(None) is stored as absent.

Queries can't look into it (search by ``blind``), and an order by it means nothing. A value can be
written through a row alone (``save``, ``create``, ``bulk_create``), because an update of many rows
has no one place.
"""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .faults import PlaintextRefused
from .in_use import keyring
from .seal import place_of, resealed, seal, unseal


class Sealed(str):
    """What the column holds: known by its type, never by how a text looks."""

    __slots__ = ()


class _Opened(DeferredAttribute):
    """Unseals when the attribute is read; until then the row carries what the column held."""

    field: SealedText

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            return unseal(keyring(), str(value), self.field.place(instance))
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedText(models.TextField):
    """Text that is sealed on the way into the database."""

    descriptor_class = _Opened
    description = "Sealed text"

    def place(self, instance: Any) -> str:
        """Where the value of a row lies.

        Raises:
            BadPlace: the row has no key yet.
        """
        meta = self.model._meta
        return place_of(f"{meta.app_label}_{meta.model_name}", self.attname, instance.pk)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """Seal what was set; open what wasn't, so that nothing unreadable is written again."""
        value = model_instance.__dict__[self.attname]
        if value is None:
            return None
        place = self.place(model_instance)
        if isinstance(value, Sealed):
            return Sealed(resealed(keyring(), str(value), place))
        if not isinstance(value, str):
            raise self._refused()
        return Sealed(seal(keyring(), value, place))

    def from_db_value(self, value: str | None, *_: object) -> Sealed | None:
        """Mark what the column holds as sealed."""
        return None if value is None else Sealed(value)

    def get_prep_value(self, value: Any) -> Any:
        """Let nothing into a statement that isn't sealed."""
        if value is None or isinstance(value, Sealed):
            return None if value is None else str(value)
        raise self._refused()

    def get_placeholder(self, value: Any, *_: object) -> str:
        """Let no expression into the column either: what it computes can't be sealed."""
        if hasattr(value, "resolve_expression"):
            raise self._refused()
        return "%s"

    def get_lookup(self, lookup_name: str) -> Any:
        """Allow to ask whether there is a value, and nothing else."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self} is sealed and can't be searched. Search by its blind index.")

    def get_transform(self, lookup_name: str) -> Any:
        """Allow none."""
        raise FieldError(f"{self} is sealed and can't be searched. Search by its blind index.")

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse to be dumped: the file would hold the value in clear."""
        raise PlaintextRefused(f"{self} isn't dumped in clear. Use a backup or an export.")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Say at start-up what would fail later."""
        faults: list[checks.CheckMessage] = super().check(**kwargs)
        if self.primary_key or self.unique or self.db_index:
            hint = "Put the condition on its blind index."
            text = "A sealed value can be no key, and neither unique nor indexed."
            faults.append(checks.Error(text, hint=hint, obj=self, id="sealing.E001"))
        if not isinstance(self.model._meta.pk, models.UUIDField):
            hint = "Give the model a UUIDField(primary_key=True, default=uuid.uuid4)."
            text = "A sealed value needs a key that is there before the row is written."
            faults.append(checks.Error(text, hint=hint, obj=self, id="sealing.E002"))
        return faults

    def _refused(self) -> PlaintextRefused:
        return PlaintextRefused(f"{self} is written row by row, by save, create or bulk_create.")
