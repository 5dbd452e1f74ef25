"""Chooses the time zone and the language of a page: its reader's, else a cookie's, the browser's, the company's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from headway.web.clock import zone_of
from headway.web.models import User
from headway.web.spoken_here import language_of, this_company


class LocaleMiddleware:
    """Sets both for each request, and hands the company on with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language and time."""
        company = this_company()
        user = request.user if isinstance(request.user, User) else None
        request.company = company  # type: ignore[attr-defined]
        with translation.override(language_of(request, user, company)), timezone.override(zone_of(user, company)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
