"""A patient is a key and a pseudonym; whatever names the person lies sealed in tables beside.

Clinical rows refer to ``Patient`` alone, so that the engine runs without knowing who somebody is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from backcheck.knowledge.consents import Purpose
from backcheck.web.clinics.models import Clinic
from backcheck.web.sealing.blind import Kind, blind
from backcheck.web.sealing.field import SealedText
from backcheck.web.sealing.keys import Keyring

from .kinds import DIALLED, ContactKind, How, Sex, State
from .known import Known
from .pseudonym import LENGTH

_WORD = 20
_TOKEN = 40
_ACCOUNT = settings.AUTH_USER_MODEL


def one_of(words: Iterable[str], field: str, name: str) -> models.CheckConstraint:
    """The database takes no other word in this column either."""
    taken = [str(word) for word in words]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": taken}), name=name)


class Patient(models.Model):
    """A key, a pseudonym, and where the record is in its life.

    ``last_contact_on`` is the last day on which something was written into the record of the
    treatment (a consent, a note, later a visit); None while there is no such record.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")
    pseudonym = models.CharField(max_length=LENGTH)
    sex = models.CharField(max_length=_WORD, default=Sex.UNKNOWN.value)
    state = models.CharField(max_length=_WORD, default=State.OPEN.value)
    registered_at = models.DateTimeField()
    last_contact_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)  # when it was locked away or erased, and by whom
    ended_by = models.ForeignKey(_ACCOUNT, models.PROTECT, null=True, related_name="+")

    class Meta:
        """A pseudonym is one patient's within the clinic; the newest are read first."""

        constraints = (
            models.UniqueConstraint(fields=["clinic", "pseudonym"], name="patients_pseudonym"),
            one_of(Sex, "sex", "patients_sex"),
            one_of(State, "state", "patients_state"),
        )
        indexes = (
            models.Index(fields=["clinic", "state", "-registered_at"], name="patients_newest"),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def known(self) -> Known:
        """As pages and actions know them."""
        return Known(
            self.pk,
            self.clinic_id,
            self.pseudonym,
            Sex(self.sex),
            State(self.state),
            self.registered_at,
            self.last_contact_on,
        )


class OfPatient(models.Model):
    """A row that belongs to a patient, and says of which clinic by itself.

    Columns of blind indexes are named in ``TOKENS``; ``retoken`` computes them anew with the
    current index key, for who rotates it, and saves nothing. ``OUTLIVES``: whether its rows stay
    when the record is erased; they don't, unless a model says so.
    """

    TOKENS: tuple[str, ...] = ()
    OUTLIVES = False

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="+")

    class Meta:
        """No table of its own."""

        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    def retoken(self, keyring: Keyring) -> None:
        """Compute the tokens anew."""


def whole_name(names: str) -> str:
    """The value of ``Identity.names`` as one line."""
    return names.replace("\n", " ").strip()


class Identity(OfPatient):
    """Who a patient is. Gone when the record is erased.

    ``names`` is the given and the family name, a line each, in one sealed value, since a search
    opens every name of a clinic.
    """

    TOKENS = ("name_token", "number_token")

    patient = models.OneToOneField(Patient, models.PROTECT, related_name="identity")
    names = SealedText()
    identity_number = SealedText(null=True)
    born_on = SealedText(null=True)  # ISO 8601
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField(default=1)
    name_token = models.CharField(max_length=_TOKEN, null=True)  # None while locked away
    number_token = models.CharField(max_length=_TOKEN, null=True)

    class Meta:
        """Found by whole name and by number, within a clinic."""

        indexes = (
            models.Index(fields=["clinic", "name_token"], name="patients_name"),
            models.Index(fields=["clinic", "number_token"], name="patients_number"),
        )

    @property
    def name(self) -> str:
        """The whole name, given name first."""
        return whole_name(self.names)

    @property
    def given_name(self) -> str:
        """The name by which somebody is called."""
        return str(self.names).partition("\n")[0]

    @property
    def family_name(self) -> str:
        """The name of the family; empty where there is none."""
        return str(self.names).partition("\n")[2]

    def retoken(self, keyring: Keyring) -> None:
        """Tokens of the whole name and of the identity number."""
        scope = str(self.clinic_id)
        self.name_token = blind(keyring, Kind.NAME, self.name, scope)
        number = self.identity_number
        self.number_token = blind(keyring, Kind.IDENTITY, number, scope) if number else None


class Contact(OfPatient):
    """A way to reach a patient. One that was removed can be put back."""

    TOKENS = ("phone_token",)

    patient = models.ForeignKey(Patient, models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=_WORD)
    value = SealedText()
    remark = SealedText(null=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    phone_token = models.CharField(max_length=_TOKEN, null=True)  # None for what isn't dialled

    class Meta:
        """Found by phone, within a clinic."""

        constraints = (one_of(ContactKind, "kind", "patients_contact_kind"),)
        indexes = (models.Index(fields=["clinic", "phone_token"], name="patients_phone"),)

    def retoken(self, keyring: Keyring) -> None:
        """The token of a phone number."""
        is_dialled = ContactKind(self.kind) in DIALLED
        self.phone_token = (
            blind(keyring, Kind.PHONE, self.value, str(self.clinic_id)) if is_dialled else None
        )


class Note(OfPatient):
    """Free text of those who treat: clinical, never for the front desk."""

    patient = models.OneToOneField(Patient, models.PROTECT, related_name="note")
    text = SealedText()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")


class Consent(OfPatient):
    """What a person agreed to. Never changed but once, when it is withdrawn."""

    OUTLIVES = True  # without the reason
    patient = models.ForeignKey(Patient, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=_WORD)
    version = models.PositiveIntegerField()
    language = models.CharField(max_length=10)
    how = models.CharField(max_length=_WORD)
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_ACCOUNT, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(_ACCOUNT, models.PROTECT, null=True, related_name="+")
    why = SealedText(null=True)

    class Meta:
        """Of each purpose one stands at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=["patient", "purpose"],
                condition=Q(withdrawn_at=None),
                name="patients_one_consent",
            ),
            one_of(Purpose, "purpose", "patients_consent_purpose"),
            one_of(How, "how", "patients_consent_how"),
        )
