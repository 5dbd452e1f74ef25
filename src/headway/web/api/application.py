"""The API as a whole: its operations, and one shape for everything that goes wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import ABS_TPL_PATH, Swagger

from headway import __version__
from headway.web.api.operations import ROUTERS
from headway.web.api.problem import LARGEST_BODY, BoundedParser, DescribedApi, Refusal, TooMuch
from headway.web.facts import FactsOutOfReach
from headway.web.log import DeletedSince, LogProblem
from headway.web.naming import NotUnderstood
from headway.web.published import looking_once


class _Documentation(Swagger):
    """The page that takes everything from here; Ninja asks for it by this name where it is no installed app."""

    template_cdn = str(ABS_TPL_PATH / "swagger.html")


api = DescribedApi(
    title="Headway",
    version=__version__,
    description=(
        "Log contacts, and read the numbers with the rows behind them. A token does what its user may do, within its "
        "scopes; what the user may not see is not found. Times are ISO 8601 with an offset, days are local days of the "
        "rep, money is whole minor units of a currency, a period is half open. Counts and money are whole numbers; "
        "shares (0 to 1) and days are decimal strings, divided once; unknown is null."
    ),
    urls_namespace="api",
    docs=_Documentation({"persistAuthorization": False, "validatorUrl": None}),
    parser=BoundedParser(),
)
for tag, router in ROUTERS.items():
    api.add_router("", router, tags=[tag])


def refused(status: int, sentence: str, field: str | None = None) -> HttpResponse:
    """Return an answer that says why not."""
    response = JsonResponse({"error": sentence, "field": field}, status=status)
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def patterns() -> list[URLPattern | URLResolver]:
    """Return the addresses of the API; its 404 and 405 too have the one shape, and nobody between us keeps answers."""
    found = api.urls[0]
    for pattern in found:
        if isinstance(pattern, URLPattern):
            pattern.callback = _in_shape(pattern.callback)
    return found


def nothing_here(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Answer for every address below the API that is none."""
    return refused(404, _("There is nothing at this address. The API's documentation is at /api/v1/docs."))


def _in_shape(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with looking_once():
                response = view(request, *args, **kwargs)
        except Http404:
            return nothing_here(request)
        if response.status_code == 405:
            allowed = response["Allow"]
            response = refused(405, _("This address answers %(methods)s only.") % {"methods": allowed})
            response["Allow"] = allowed
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return told


@api.exception_handler(Refusal)
def _refusal(request: HttpRequest, trouble: Refusal) -> HttpResponse:
    return refused(trouble.status, str(trouble), trouble.field)


@api.exception_handler(NotUnderstood)
def _not_understood(request: HttpRequest, trouble: NotUnderstood) -> HttpResponse:
    return refused(422, str(trouble), trouble.field)


@api.exception_handler(LogProblem)
def _log_problem(request: HttpRequest, trouble: LogProblem) -> HttpResponse:
    return refused(422, str(trouble))


@api.exception_handler(FactsOutOfReach)
def _out_of_reach(request: HttpRequest, trouble: FactsOutOfReach) -> HttpResponse:
    return refused(503, str(trouble))


@api.exception_handler(DeletedSince)
def _deleted_since(request: HttpRequest, trouble: DeletedSince) -> HttpResponse:
    return refused(410, str(trouble), "uid")


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, trouble: AuthenticationError) -> HttpResponse:
    return refused(401, _("Send a token that holds: 'Authorization: Bearer hw_...'. Make one on the page Tokens."))


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, trouble: PermissionDenied) -> HttpResponse:
    return refused(403, _("Your role does not allow this. Ask whoever leads your team."))


@api.exception_handler(Http404)
@api.exception_handler(ObjectDoesNotExist)
def _missing(request: HttpRequest, trouble: Exception) -> HttpResponse:
    """Answer the same where another request deleted the record meanwhile."""
    return refused(404, _("There is no such thing here that you can see. Check the id."))


@api.exception_handler(HttpError)
def _unread(request: HttpRequest, trouble: HttpError) -> HttpResponse:
    # What a parser raises arrives as the cause of a 400.
    if isinstance(trouble.__cause__, TooMuch):
        return _too_much(request, trouble.__cause__)
    return refused(trouble.status_code, _("The body is not JSON that can be read."))


@api.exception_handler(RequestDataTooBig)
def _too_much(request: HttpRequest, trouble: Exception) -> HttpResponse:
    return refused(413, _("The body is too long: %(limit)s bytes at the most.") % {"limit": LARGEST_BODY})


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, trouble: ValidationError) -> HttpResponse:
    first = trouble.errors[0]
    names = [str(part) for part in first["loc"][1:] if part not in {"payload", "asked", "page"}]
    field = names[0] if names else None
    said = str(first["msg"]).removeprefix("Value error, ")
    if first["type"] == "missing":
        return refused(422, _("'%(field)s' is missing.") % {"field": field or _("the body")}, field)
    return refused(422, f"{field}: {said}." if field else f"{said}.", field)
