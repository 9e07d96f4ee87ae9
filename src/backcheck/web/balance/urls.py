"""The addresses of this app."""

from django.urls import path

from . import views

app_name = "balance"
urlpatterns = [
    path("points/", views.points, name="points"),
    path("points/all/", views.every_point, name="all"),
    path("points/compass/", views.compass, name="compass"),
    path("points/<str:code>/", views.point, name="point"),
]
