"""Says of when facts older than the log are, where a page or response asked any, and what to do without them."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headway.web.facts import FactsOutOfReach, facts_known_until, forget_readings

HEADER = "Headway-Facts-Known-Until"
# By it phones tell this answer from that of a proxy whose server is gone, for which they have a page of their own.
OUT_OF_REACH = "Headway-Facts-Out-Of-Reach"


def age_column(until: datetime | None) -> dict[str, str]:
    """Return what a file says of facts of a while ago, by the heading of its last column; nothing of facts of now."""
    return {} if until is None else {"known_until": until.isoformat()}


class AgeMiddleware:
    """Names in a header up to when the facts are known; without an engine that is asked now and then, nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forget_readings()
        response = self._get_response(request)
        if until := facts_known_until():
            response[HEADER] = until.isoformat()
        return response

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        if not isinstance(trouble, FactsOutOfReach):
            return None
        response = render(request, "out_of_reach.html", {"sentence": str(trouble)}, status=503)
        response[OUT_OF_REACH] = "yes"
        return response


def facts_age(request: HttpRequest) -> dict[str, Callable[[], datetime | None]]:
    """Let every template ask up to when the facts are known, None where they are up to date or none was asked."""
    return {"facts_known_until": facts_known_until}
