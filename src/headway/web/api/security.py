"""Who asks: the user of a token with the scope for it, or for reading, whoever is signed in on this site."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer
from ninja.security.base import AuthBase

from headway.web.api.problem import Refusal
from headway.web.api.tokens import Scope, token_told
from headway.web.asking import Asker
from headway.web.clock import now, zone_of
from headway.web.models import Company, User


class ApiRequest(HttpRequest):
    """A request of somebody who is known; it never exists, it only tells the type checker so."""

    user: User
    company: Company | None
    scopes: tuple[str, ...]


class _Token(HttpBearer):
    scope: ClassVar[Scope]

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the user of a token that holds. Raises Refusal where it lacks the scope."""
        known = token_told(token, now())
        if known is None:
            return None
        if self.scope not in known.scopes:
            raise Refusal(
                403, _("This token lacks the scope '%(scope)s'. Make one that has it.") % {"scope": self.scope}
            )
        return _let_in(request, known.user, tuple(known.scopes))


class ReadToken(_Token):
    """The security scheme of everything that reads."""

    scope = Scope.READ
    openapi_description = "A token with the scope `read`, as `Authorization: Bearer hw_...`."


class LogToken(_Token):
    """The security scheme of everything that writes to the log."""

    scope = Scope.LOG
    openapi_description = "A token with the scope `log`, as `Authorization: Bearer hw_...`."


class SignedIn(AuthBase):
    """The session of a browser on this site, for reading alone: a write from a page would need its CSRF token."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = "sessionid"

    def __call__(self, request: HttpRequest) -> User | None:
        """Return who is signed in, where nothing is to be written and no token was shown."""
        is_reading = request.method in {"GET", "HEAD"} and "Authorization" not in request.headers
        if not is_reading or not isinstance(request.user, User):
            return None
        return _let_in(request, request.user, (Scope.READ.value,))


READING = [ReadToken(), SignedIn()]
LOGGING = [LogToken()]


def asker_of(request: ApiRequest) -> Asker:
    """Return who asks this request's question."""
    return Asker(request.user, request.company, now())


def _let_in(request: HttpRequest, user: User, scopes: tuple[str, ...]) -> User:
    """Make the request the user's, with the times of their zone; the locale's middleware sets the zone back."""
    request.user = user
    request.scopes = scopes  # type: ignore[attr-defined]
    timezone.activate(zone_of(user, request.company))  # type: ignore[attr-defined]
    return user
