"""The addresses of this app. A patient is named by key, and nothing typed is ever in an address."""

from django.urls import include, path, register_converter

from . import views
from .asking import PurposeConverter

register_converter(PurposeConverter, "purpose")

app_name = "patients"
_CONTACT = "contacts/<uuid:contact>/"
_CONSENT = "consents/<purpose:purpose>/"
OF_ONE = [
    path("", views.patient, name="patient"),
    path("identity/", views.identity, name="identity"),
    path("contacts/new/", views.contact_new, name="contact-new"),
    path(_CONTACT, views.contact, name="contact"),
    path(f"{_CONTACT}remove/", views.contact_remove, name="contact-remove"),
    path(f"{_CONTACT}restore/", views.contact_restore, name="contact-restore"),
    path("note/", views.note, name="note"),
    path(_CONSENT, views.consent, name="consent"),
    path(f"{_CONSENT}withdraw/", views.withdrawal, name="withdrawal"),
    path("export/", views.export_patient, name="export"),
    path("erase/", views.erase, name="erase"),
    path("unlock/", views.unlock, name="unlock"),
]
urlpatterns = [
    path("patients/", views.patients, name="patients"),
    path("patients/found/", views.found, name="found"),
    path("patients/new/", views.new, name="new"),
    path("patients/locked/", views.locked, name="locked"),
    path("patients/<uuid:patient>/", include(OF_ONE)),
]
