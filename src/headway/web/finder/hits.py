"""What the finder finds: each hit with where it leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from headway.web.asking import Asker, answer_to
from headway.web.clock import now
from headway.web.facts import FactsOutOfReach
from headway.web.finder.deals import find_deals
from headway.web.layout import places_of
from headway.web.models import Client, User
from headway.web.naming import NotUnderstood
from headway.web.page import PageRequest
from headway.web.search import fold, other_layout
from headway.web.understanding.saying import parts_of
from headway.web.understanding.understood import SeveralMeanings, seems_asked, understand
from headway.web.wording import value_words

_DEALS = 5


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A line of the finder: its words, what it is, and where it leads; ``log_url`` logs a contact with it at once."""

    label: str | Promise
    url: str
    icon: str
    note: str | Promise = ""
    keys: str = ""
    log_url: str = ""


def clients(found: Iterable[Client], *, may_log: bool) -> Iterator[Hit]:
    """Yield clients, each with the way to its page and to the form of a contact."""
    log = reverse("contact_new")
    for client in found:
        log_url = f"{log}?client={client.pk}" if may_log else ""
        note = client.owner.name if client.owner else ""
        yield Hit(
            label=client.name, url=reverse("client", args=[client.pk]), icon="building", note=note, log_url=log_url
        )


def deals(user: User, text: str, found: Iterable[Client]) -> Iterator[Hit]:
    """Yield deals by words of their names, else the open ones of the clients that were found."""
    if not text:
        return
    for deal in find_deals(user, text, found, _DEALS):
        note = f"{deal.client.name} · {deal.milestones.stage.name}"
        yield Hit(label=deal.name, url=reverse("deal", args=[deal.pk]), icon="target", note=note)


def answers(request: PageRequest, text: str) -> Iterator[Hit]:
    """Yield the number that a question in plain words asks for, or why there is none: it means several, say."""
    if not seems_asked(text):
        return
    asker, url = Asker(request.user, request.company, now()), f"{reverse('ask')}?{urlencode({'q': text})}"
    try:
        question = understand(asker, text).question
        answer = answer_to(question)
    except (SeveralMeanings, FactsOutOfReach) as instead:
        yield Hit(label=text, url=url, icon="chart-bar", note=str(instead))
    except NotUnderstood:
        return
    else:
        label, *parts = parts_of(asker, question)
        currency = request.company.currency if request.company else None
        value = value_words(answer.metric.unit, answer.total.value, currency) or _("unknown")
        yield Hit(label=f"{label}: {value}", url=url, icon="chart-bar", note=" \u00b7 ".join(parts))


def actions(text: str, *, may_log: bool) -> Iterator[Hit]:
    """Yield what one can do."""
    if not may_log:
        return
    new = Hit(label=_("Log a contact"), url=reverse("contact_new"), icon="plus", keys="c")
    several = Hit(label=_("Log several contacts"), url=reverse("contacts_several"), icon="list-check", keys="g l")
    yield from _called([new, several], text)


def pages(request: PageRequest, text: str) -> Iterator[Hit]:
    """Yield the pages of the navigation, and the reader's own."""
    links = [
        Hit(label=place.label, url=place.url, icon=place.icon, keys=f"g {place.key}" if place.key else "")
        for place in places_of(request, request.user)
    ]
    yield from _called([*links, Hit(label=_("Your profile"), url=reverse("profile"), icon="settings")], text)


def _called(hits: Iterable[Hit], text: str) -> Iterator[Hit]:
    """Keep those of which some word begins with the text, as it stands or typed on the other layout."""
    wanted = {fold(text), fold(other_layout(text))}
    for hit in hits:
        if not text or any(f" {begun}" in f" {fold(str(hit.label))}" for begun in wanted):
            yield hit
