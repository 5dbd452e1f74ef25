"""Tells Django about the app."""

from django.apps import AppConfig
from django.conf import settings

from headway.engine.databases.kept_texts import keep_texts_in


class WebConfig(AppConfig):
    """Headway's one Django app."""

    name = "headway.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the questions that are compiled for the next process that asks them."""
        keep_texts_in(settings.ENVIRONMENT.cache)
