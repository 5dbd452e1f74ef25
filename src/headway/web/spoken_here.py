"""Which company this is, and in which language it answers somebody who is not signed in."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from headway.web.models import Company, User
from headway.web.stencil import Stencil

_COMPANY = Stencil(lambda: Company.objects.select_related("currency"))
_SPOKEN = frozenset(code for code, _ in settings.LANGUAGES)


def this_company() -> Company | None:
    """Return the company as it stands, or None before there is one."""
    return _COMPANY.first()


def this_company_later() -> Callable[[], Company | None]:
    """Ask the same among statements in one go, and return what gives it after the last of them."""
    found = _COMPANY.each_later([()])
    return lambda: next(iter(found()[0]), None)


def language_of(request: HttpRequest, user: User | None, company: Company | None) -> str:
    """Return the first language that is wished for and spoken here."""
    wishes = (
        user.language if user else "",
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        *(wish[:2] for wish, _ in parse_accept_lang_header(request.headers.get("Accept-Language", ""))),
        company.language if company else "",
    )
    return next((wish for wish in wishes if wish in _SPOKEN), settings.LANGUAGE_CODE)
