"""Chooses the time zone and the language of a page: its reader's, else a cookie's, the browser's, the company's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from headway.web.clock import zone_of
from headway.web.models import Company, User
from headway.web.stencil import Stencil

_COMPANY = Stencil(lambda: Company.objects.select_related("currency"))
_SPOKEN = frozenset(code for code, _ in settings.LANGUAGES)


class LocaleMiddleware:
    """Sets both for each request, and hands the company on with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language and time."""
        company = _COMPANY.first()
        user = request.user if isinstance(request.user, User) else None
        request.company = company  # type: ignore[attr-defined]
        with translation.override(language_of(request, user, company)), timezone.override(zone_of(user, company)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def language_of(request: HttpRequest, user: User | None, company: Company | None) -> str:
    """Return the first language that is wished for and spoken here."""
    wishes = (
        user.language if user else "",
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        *(wish[:2] for wish, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))),
        company.language if company else "",
    )
    return next((wish for wish in wishes if wish in _SPOKEN), settings.LANGUAGE_CODE)
