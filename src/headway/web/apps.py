"""Tells Django about the app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Headway's one Django app."""

    name = "headway.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
