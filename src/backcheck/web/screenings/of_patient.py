"""What of screenings belongs to a patient, as the patient's own app is told."""

from __future__ import annotations

from backcheck.web.clinics.roles import Act
from backcheck.web.patients.beside import Beside

from .giving import given
from .presenters import part_of_patient

OF_PATIENT = Beside(
    act=Act.READ_CLINICAL,
    template="screenings/of_patient.html",
    shown=part_of_patient,
    given=given,
)
