"""The address to which a phone sends the contacts that it wrote without a connection, one at a time."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from headway.web.access import Verb, may
from headway.web.clock import now
from headway.web.contacts.queued import Queued, Refused, take, told_of_clock
from headway.web.contacts.saving import toast
from headway.web.models import User


@never_cache
@require_http_methods(["GET", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Tell a phone who is signed in on it and what time it is; or take one contact.

    A phone keeps what it is not answered, and what is refused for as long as nobody has corrected or deleted it.
    """
    if not isinstance(request.user, User):
        return _no(HTTPStatus.UNAUTHORIZED, _("Sign in. What waits on this phone is sent then."))
    if request.method == "GET":
        return JsonResponse({"user": request.user.pk, "token": get_token(request), "now": now().isoformat()})
    if not may(request.user, Verb.LOG):
        return _no(HTTPStatus.FORBIDDEN, _("Your role does not log contacts. Ask whoever leads your team."))
    try:
        return _take(Queued.model_validate_json(request.body), request.user)
    except ValidationError:
        return _no(HTTPStatus.BAD_REQUEST, _("This contact cannot be read. Delete it, and write it anew."))
    except RequestDataTooBig:
        return _no(HTTPStatus.UNPROCESSABLE_ENTITY, _("This contact is too long. Correct it, and shorten its note."))


def _take(queued: Queued, user: User) -> JsonResponse:
    if queued.user != user.pk:
        return _no(HTTPStatus.CONFLICT, _("Somebody else wrote this contact. It waits until they sign in."))
    moment = now()
    try:
        contact = take(queued, user, moment)
    except Refused as refusal:
        return _no(HTTPStatus.UNPROCESSABLE_ENTITY, str(refusal))
    if contact is None:
        return JsonResponse({"words": _("It was taken out of the log meanwhile."), "clock": "", "contact": None})
    return JsonResponse(
        {"words": toast(contact), "clock": told_of_clock(queued, contact, moment), "contact": contact.pk}
    )


def _no(status: HTTPStatus, sentence: str) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)
