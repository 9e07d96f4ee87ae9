"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "oversight"
urlpatterns = [
    path("trail/", views.trail, name="trail"),
    path("trail/trail.csv", views.trail_file, name="trail-file"),
    path("patients/<uuid:patient>/who-looked/", views.who_looked, name="who-looked"),
]
