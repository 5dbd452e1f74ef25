"""The line on every page that tells of contacts waiting on this phone; a script fills it in."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.web.access import Verb, may
from headway.web.left_open import forms_of
from headway.web.models import User

register = template.Library()


@register.inclusion_tag("parts/waiting.html", takes_context=True)
def waiting_line(context: template.Context) -> dict[str, Any]:
    """Draw it, hidden, with all that the script needs to know."""
    user = getattr(context.get("request"), "user", None)
    is_writer = isinstance(user, User) and may(user, Verb.LOG)
    page = reverse("offline")
    return {
        "user_id": user.pk if is_writer and user else 0,
        "page": page,
        "enter": f"{reverse('account_login')}?{urlencode({'next': page})}",
        "form": reverse("contact_new"),
        "grid": reverse("contacts_several"),
        "copy": reverse("offline_copy"),
        "worker": reverse("service_worker"),
        "leave": reverse("account_logout"),
        "kept": _("Kept on this phone. It is sent when there is a connection."),
        "stays": _("There is no connection. What you typed stays here: save it again once Headway can be reached."),
        **_counted(),
    }


def _counted() -> dict[str, str]:
    return {
        "sign_in": forms_of(lambda n: ngettext("Sign in to send %(n)s contact.", "Sign in to send %(n)s contacts.", n)),
        "waiting": forms_of(
            lambda n: ngettext("%(n)s contact waits to be sent.", "%(n)s contacts wait to be sent.", n)
        ),
        "refused": forms_of(lambda n: ngettext("%(n)s contact was not taken.", "%(n)s contacts were not taken.", n)),
        "leaving": forms_of(
            lambda n: ngettext(
                "%(n)s contact is not sent yet. It stays on this phone until you sign in here again. Sign out?",
                "%(n)s contacts are not sent yet. They stay on this phone until you sign in here again. Sign out?",
                n,
            )
        ),
    }
