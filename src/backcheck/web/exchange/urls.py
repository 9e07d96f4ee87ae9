"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("", views.course_file, name="course-file"),
    path("example/", views.example, name="example"),
    path("example.csv", views.example_file, name="example-file"),
]
