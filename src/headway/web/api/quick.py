"""The short way of a plain contact: past the layers that pages need, and into the log together with those beside it.

What is not plain, and whatever is refused, takes the long way, which says so in its own words: this way only ever
answers that a contact was logged.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache

from csp.middleware import CSPMiddleware
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from headway.web.api.drafts import ContactDraft
from headway.web.api.problem import LARGEST_BODY
from headway.web.api.taking import Asked, Taken, take
from headway.web.clock import now
from headway.web.log.rounds import Rounds
from headway.web.shared_line import SharedLine
from headway.web.spoken_here import language_of

Answering = Callable[[HttpRequest], HttpResponse]
_ADDRESS = "/api/v1/contacts"
_BEARER = "Bearer "
_LINE = SharedLine()
# What a contact may say to be plain: it concerns nobody but its client, its deal and whoever sends it.
_PLAIN = frozenset(
    {
        "uid", "client", "deal", "kind", "happened_at", "noted_at", "stage_after", "is_inbound", "is_cold",
        "duration_seconds", "note", "outcome", "position",
    }
)  # fmt: skip


def _take(several: Sequence[Asked]) -> Sequence[Taken | None]:
    """Log contacts over the one connection that this process keeps for it: rounds come one after the other."""
    with _LINE.taken():
        return take(several)


_ROUNDS = Rounds(_take)


class QuickLog:
    """Answers for a plain contact, and hands everything else on."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in one way or the other."""
        return _quick_answer(request) or self.get_response(request)


def _quick_answer(request: HttpRequest) -> HttpResponse | None:
    if request.path_info != _ADDRESS or request.method != "POST":
        return None
    asked = _asked(request)
    taken = None if asked is None else _ROUNDS.join(asked)
    if taken is None:
        return None
    response = HttpResponse(taken.body, status=201, content_type="application/json; charset=utf-8")
    response.headers["Content-Language"] = language_of(request, None, taken.company)
    for name, value in _headers_of_all(request.is_secure()):
        response.headers[name] = value
    response.headers["Content-Length"] = str(len(response.content))
    return response


def _asked(request: HttpRequest) -> Asked | None:
    """Return what is asked for where it is plain, by a program with a token."""
    told = request.META.get("HTTP_AUTHORIZATION", "")
    if not told.startswith(_BEARER) or request.META.get("HTTP_COOKIE"):
        return None
    try:
        request.get_host()
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return None
        sent = json.loads(request.body)
        if not isinstance(sent, dict) or not sent.keys() <= _PLAIN:
            return None
        draft = ContactDraft.model_validate(sent)
    except (SuspiciousOperation, ValueError, RecursionError):
        # Brackets within brackets within brackets are refused the long way, to whoever may send at all.
        return None
    return Asked(told.removeprefix(_BEARER), draft, now())


@cache
def _headers_of_all(is_secure: bool) -> tuple[tuple[str, str], ...]:  # noqa: FBT001 - a cache tells calls apart by place
    """Return the headers of every answer, from those who set them."""
    request, response = HttpRequest(), HttpResponse()
    if is_secure:
        request.META["wsgi.url_scheme"] = "https"
    for layer in (XFrameOptionsMiddleware, CSPMiddleware, SecurityMiddleware):
        layer(lambda _request: response).process_response(request, response)
    del response.headers["Content-Type"]
    own = {"Cache-Control": "private, no-store", "Vary": "Accept-Language, Cookie"}
    return tuple((dict(response.items()) | own).items())
