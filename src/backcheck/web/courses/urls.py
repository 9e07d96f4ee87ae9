"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "courses"
urlpatterns = [
    path("", views.courses, name="courses"),
    path("courses/<str:course>/", views.course, name="course"),
    path("courses/<str:course>/report.pdf", views.report, name="report"),
    path("courses/<str:course>/course.csv", views.course_file, name="course-file"),
]
