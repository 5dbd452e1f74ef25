"""Opening the installation that a command works on: Django set up, the log reachable and up to date."""

import os

from headway.cli.problem import CommandProblem
from headway.web.environment import read_environment


def open_installation() -> None:
    """Set up Django for the installation of the environment; raise CommandProblem where its log is not ready."""
    from headway.cli.serving.standing import read_standing

    standing = read_standing(read_environment())
    if standing is None or not standing.is_current:
        raise CommandProblem("The database is not set up for this version yet. Run `headway migrate`, then try again.")
    set_up_django()


def set_up_django() -> None:
    """Set up Django, whether or not the log is ready."""
    import django
    from django.conf import settings
    from django.utils import translation

    if not settings.configured:
        # Whatever another Django of this machine has set.
        os.environ["DJANGO_SETTINGS_MODULE"] = "headway.web.settings"
    django.setup()
    translation.activate(settings.LANGUAGE_CODE)
