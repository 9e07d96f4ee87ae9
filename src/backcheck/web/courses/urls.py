"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "courses"
urlpatterns = [
    path("", views.courses, name="courses"),
    path("courses/<slug:course>/", views.course, name="course"),
    path("courses/<slug:course>/report.pdf", views.report, name="report"),
    path("courses/<slug:course>/course.csv", views.course_file, name="course-file"),
]
