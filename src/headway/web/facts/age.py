"""Says of when facts older than the log are: on each page, and in each response but that to a contact logged."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from headway.web.facts import facts_known_until

HEADER = "Headway-Facts-Known-Until"


class AgeMiddleware:
    """Names in a header up to when the facts are known; without an engine that is asked now and then, nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._get_response(request)
        if until := facts_known_until():
            response[HEADER] = until.isoformat()
        return response


def facts_age(request: HttpRequest) -> dict[str, datetime | None]:
    """Give every template the moment up to which the facts are known, None where they are always up to date."""
    return {"facts_known_until": facts_known_until()}
