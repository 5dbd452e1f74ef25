"""What the command prints, in the language of the installation and without waiting for Django."""

import gettext as catalogues
from functools import cache
from pathlib import Path

from headway.web.environment import read_environment


def gettext(message: str) -> str:
    """Return the message in the language of the installation."""
    return _catalogue(read_environment().language).gettext(message)


@cache
def _catalogue(language: str) -> catalogues.NullTranslations:
    folder = Path(__file__).parents[1] / "locale"
    return catalogues.translation("django", folder, languages=[language], fallback=True)
