"""What programs fetch: the calendar at its secret address, and what a page reminds of while it is open."""

from datetime import timedelta
from hashlib import blake2b

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from headway.web.agenda import seen_steps
from headway.web.clock import now
from headway.web.mail import speaking_to
from headway.web.models import NextStep, User
from headway.web.open_steps import STILL_OPEN
from headway.web.page import PageRequest, signed_in
from headway.web.step_cards import cards_of
from headway.web.steps.calendar import calendar_of

# A program that asks every second is answered from memory.
_KEPT_SECONDS = 60
_AHEAD = timedelta(minutes=15)
_LATE = timedelta(minutes=5)


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """Answer whoever knows the key of a user's calendar; without one that holds, there is nothing here."""
    user = User.objects.filter(calendar_key=key, is_active=True).first()
    if user is None:
        raise Http404
    body = _body(user)
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, max-age=60", "X-Robots-Tag": "noindex"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="headway.ics"'
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


@signed_in
@require_safe
def due(request: PageRequest) -> HttpResponse:
    """Answer an open page: one's own steps whose time comes within a quarter of an hour."""
    at = now()
    steps = NextStep.objects.filter(
        STILL_OPEN, rep=request.user, due_at__gt=at - _LATE, due_at__lte=at + _AHEAD
    ).select_related("rep")
    cards = cards_of(request.user, seen_steps(request.user, steps.order_by("due_at", "pk")), at.date())
    told = [
        {
            "uid": str(card.step.uid),
            "title": f"{capfirst(card.step.get_kind_display())}: {card.client.name if card.client else ''}",
            "body": card.step.what,
            "at": card.step.due_at.isoformat() if card.step.due_at else "",
            "url": reverse("step", args=[card.step.pk]),
        }
        for card in cards
    ]
    return JsonResponse({"steps": told}, headers={"Cache-Control": "private, no-store"})


def _body(user: User) -> bytes:
    name = f"calendar-{user.calendar_key}"
    body: bytes | None = cache.get(name)
    if body is None:
        with speaking_to(user):
            body = calendar_of(user, now())
        cache.set(name, body, _KEPT_SECONDS)
    return body
