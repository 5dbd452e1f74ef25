"""The other doors of the funnel's pages: programs and the command line."""

from tests.cli.conftest import headway
from tests.web.api.conftest import api_of

__all__ = ["api_of", "headway"]
