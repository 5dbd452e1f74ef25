"""What a phone asks for to be ready: the manifest, the worker, the page for contacts and the copy of the clients."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from headway.web.access import Verb, may, require
from headway.web.clock import day_of, now, zone_of
from headway.web.left_open import forms_of
from headway.web.models import ContactKind, ContactOutcome, LossReason, User
from headway.web.offline.kept import kept_clients, kept_funnels
from headway.web.offline.worker import worker_text
from headway.web.page import PageRequest, signed_in

QUICK_MINUTES = (5, 15, 30, 60)
_QUICK_KINDS = (ContactKind.CALL, ContactKind.MEETING, ContactKind.EMAIL)
_GROUND = "#f5f6f4"


@signed_in
@require_GET
@never_cache
def offline(request: PageRequest) -> HttpResponse:
    """The page for contacts that works by what the phone keeps, and shows what waits there to be sent."""
    require(request.user, Verb.LOG)
    context = {
        "kinds": [(kind.value, kind.label) for kind in ContactKind],
        "quick_kinds": [(kind.value, kind.label) for kind in _QUICK_KINDS],
        "outcomes": [("", "—"), *((outcome.value, outcome.label) for outcome in ContactOutcome)],
        "quick_minutes": QUICK_MINUTES,
        "loss_reasons": LossReason.objects.order_by("name"),
        "others": forms_of(
            lambda n: ngettext(
                "%(n)s contact of somebody else waits on this phone until they sign in.",
                "%(n)s contacts of somebody else wait on this phone until they sign in.",
                n,
            )
        ),
    }
    return render(request, "offline/offline.html", context)


@require_GET
@never_cache
def copy(request: HttpRequest) -> HttpResponse:
    """The clients that a phone keeps for whoever is signed in."""
    user = request.user
    if not isinstance(user, User):
        return JsonResponse({"error": _("Sign in first.")}, status=HTTPStatus.UNAUTHORIZED)
    if not may(user, Verb.LOG):
        sentence = _("Your role does not log contacts. Ask whoever leads your team.")
        return JsonResponse({"error": sentence}, status=HTTPStatus.FORBIDDEN)
    moment = now()
    today = day_of(moment, zone_of(user, getattr(request, "company", None)))
    kept = {"clients": kept_clients(user, today), "funnels": kept_funnels()}
    return JsonResponse({"user": user.pk, "at": moment.isoformat(), **kept})


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone puts on its home screen."""
    company = getattr(request, "company", None)
    told = {
        "id": "/",
        "name": _("Headway of %(company)s") % {"company": company.name} if company else "Headway",
        "short_name": "Headway",
        "description": _("Log contacts with clients, and see what moves deals forward."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": _GROUND,
        "theme_color": _GROUND,
        "icons": [
            {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any"},
            {"src": static("img/icon-full-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        "shortcuts": [_shortcut(_("Log a contact"), reverse("contact_new"))],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker stands at the top so that every page is its own; the browser looks for a newer one by itself."""
    return HttpResponse(
        worker_text(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def _shortcut(name: str, url: str) -> dict[str, object]:
    icon = {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"}
    return {"name": name, "url": url, "icons": [icon]}
