"""The frame around every page: where one can go by role, and how the page looks to its reader."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from headway.web.access import Verb, may
from headway.web.models import Role, User
from headway.web.plan_pages import PLAN_FEATURES

THEMES = ("light", "dark")
_EVERYBODY = frozenset(Role.values)
_LEADERS = frozenset({Role.OWNER, Role.HEAD, Role.ANALYST})


@dataclass(frozen=True)
class Entry:
    """A place in the navigation: the name of its address, its label, its icon, the feature it belongs to, who sees it.

    ``tab`` is the one short word below the icon on a phone, for the roles in ``tab_roles``.
    """

    url_name: str
    label: str | Promise
    icon: str
    feature: str
    roles: frozenset[str] = _EVERYBODY
    tab: str | Promise = ""
    tab_roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Link:
    """An entry of the navigation as one page shows it."""

    url: str
    label: str | Promise
    icon: str
    is_current: bool
    tab: str | Promise = ""
    key: str = ""


_ENTRIES = (
    Entry("today", _("Today"), "home", "today", tab=pgettext_lazy("tab", "Today"), tab_roles=_EVERYBODY),
    Entry("review", _("Evening review"), "moon", "review", _LEADERS, pgettext_lazy("tab", "Review"), _LEADERS),
    Entry("funnel", _("Funnel"), "filter", "funnel", tab=pgettext_lazy("tab", "Funnel"), tab_roles=_EVERYBODY),
    Entry("norms", _("Norms"), "timeline", "norms"),
    Entry("own_board", _("Board"), "presentation", "board.own"),
    Entry("board", _("Numbers"), "chart-bar", "board"),
    Entry("clients", _("Clients"), "building", "clients", tab=pgettext_lazy("tab", "Clients"), tab_roles=_EVERYBODY),
    Entry("deals", _("Deals"), "target", "deals", tab=pgettext_lazy("tab", "Deals"), tab_roles=frozenset({Role.REP})),
    Entry("standing", pgettext_lazy("place", "Plan"), "route", "standing"),
    Entry("steps", _("Next steps"), "list-check", "steps"),
    Entry("tally", _("Tally"), "plus", "tallies", frozenset({Role.OWNER, Role.HEAD, Role.REP})),
    Entry("sources", _("Sources"), "door-enter", "sources", _LEADERS),
    Entry("imports", _("Imports"), "file-import", "imports", frozenset({Role.OWNER})),
    Entry("people", _("People"), "users", "people", frozenset({Role.OWNER})),
    Entry("trail", _("Audit trail"), "history", "trail", frozenset({Role.OWNER, Role.ANALYST})),
)


# After `g`, where somebody types.
_KEYS = {
    "today": "t",
    "review": "r",
    "funnel": "f",
    "norms": "o",
    "own_board": "b",
    "board": "n",
    "clients": "c",
    "deals": "d",
    "steps": "s",
    "standing": "l",
    "tally": "y",
    "sources": "w",
    "imports": "i",
    "people": "p",
    "trail": "a",
}


# Folders within a feature that are a place of the navigation of their own.
_PLACES_WITHIN = frozenset({"board.own"})
# Pages that belong to a place of the navigation, though to another feature.
_PLANNING = dict.fromkeys((*PLAN_FEATURES, "target", "days"), "standing")
_PARTS_OF = {"committee": "deals", "company": "people"} | _PLANNING


def layout(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame needs, for Django's templates."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"theme": _theme(request, None), "languages": _languages(), "company": getattr(request, "company", None)}
    places = places_of(request, user)
    tabs = [link for link in places if link.tab]
    return {
        "not_understood": getattr(request, "not_understood", ()),
        "shown_instead": getattr(request, "shown_instead", None),
        "theme": _theme(request, user),
        "languages": _languages(),
        "company": getattr(request, "company", None),
        "places": places,
        "tabs_left": tabs[:2],
        "tabs_right": tabs[2:4],
        "log_url": _address("contact_new") if may(user, Verb.LOG) else "",
    }


def places_of(request: HttpRequest, user: User) -> list[Link]:
    """Return where a user can go, in the order of the navigation."""
    here = _feature_of(request)
    return [
        Link(
            url=url,
            label=entry.label,
            icon=entry.icon,
            is_current=entry.feature == here,
            tab=entry.tab if user.role in entry.tab_roles else "",
            key=_KEYS.get(entry.url_name, ""),
        )
        for entry in _ENTRIES
        if user.role in entry.roles and (url := _address(entry.url_name))
    ]


def _feature_of(request: HttpRequest) -> str:
    """Return the folder of the view that answers: its pages all light the same entry."""
    match = request.resolver_match
    words = match.func.__module__.split(".") if match else []
    feature = words[2] if words[:2] == ["headway", "web"] and len(words) > 2 else ""
    if ".".join(words[2:4]) in _PLACES_WITHIN:
        feature = ".".join(words[2:4])
    return _PARTS_OF.get(feature, feature)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _theme(request: HttpRequest, user: User | None) -> str:
    chosen = user.theme if user else request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def _languages() -> list[dict[str, Any]]:
    here = get_language()
    return [
        {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "is_current": code == here}
        for code in ("en", "ru", "hu")
    ]
