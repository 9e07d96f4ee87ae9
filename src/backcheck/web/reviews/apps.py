"""This app, as Django knows it."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Its tables begin with reviews_."""

    name = "backcheck.web.reviews"
    label = "reviews"
