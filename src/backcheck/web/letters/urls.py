"""The addresses of this app. Patients and letters are named by key."""

from django.urls import include, path

from . import views

app_name = "letters"
OF_ONE = [
    path("", views.letter, name="letter"),
    path("sheet.pdf", views.printed, name="pdf"),
    path("answer/", views.answer, name="answer"),
    path("remind/", views.remind, name="remind"),
]
urlpatterns = [
    path("due/", views.due, name="due"),
    path("patients/<uuid:patient>/letters/new/", views.new, name="new"),
    path("patients/<uuid:patient>/letters/<uuid:letter>/", include(OF_ONE)),
]
