"""Finding deals by words of their names in milliseconds among hundreds of thousands: the letters first, then access."""

from collections.abc import Iterable
from functools import cache

from django.db import connection, connections
from django.db.models import Q

from headway.web.access import deals_for
from headway.web.listed import listed
from headway.web.models import Client, Deal, User
from headway.web.recent import open_deals

# Who types letters that so many deals have goes on typing.
_LOOKED_AT = 1000
_LETTERS_KNOWN = 3
_BY_TRIGRAMS = "SELECT rowid FROM web_deal_trigrams WHERE web_deal_trigrams MATCH %s ORDER BY rowid DESC LIMIT %s"


def find_deals(user: User, text: str, clients: Iterable[Client], count: int) -> list[Deal]:
    """Return deals that exist for a user by words of their names, else the open ones of the clients that were found.

    Without a word of three letters names are not looked at: then the clients tell, by how their words begin.
    """
    words = text.split()
    named = _named(user, words, count) if any(map(_is_known, words)) else []
    return named or list(open_deals(user).filter(client__in=list(clients))[:count])


def _named(user: User, words: list[str], count: int) -> list[Deal]:
    """Return deals in whose names every word stands, in whatever case, the newest first."""
    ids = _ids([word for word in words if _is_known(word)])
    existing = deals_for(user).select_related("client", "milestones__stage").order_by("-pk")
    found = existing.filter(_reading([word for word in words if not _is_known(word)]), pk__in=listed(ids))[:count]
    if len(found) == count or len(ids) < _LOOKED_AT:
        return list(found)
    # So many deals of others hold the letters that hardly any of the user's own was looked at.
    return list(existing.filter(_reading(words))[:count])


def _is_known(word: str) -> bool:
    return len(word) >= _LETTERS_KNOWN


def _ids(words: list[str]) -> list[int]:
    """Return the newest deals in whose names the words stand, whoever may see them."""
    if not _keeps_trigrams(connection.vendor, connection.alias):
        return list(Deal.objects.filter(_reading(words)).order_by("-pk").values_list("pk", flat=True)[:_LOOKED_AT])
    quoted = " AND ".join('"{}"'.format(word.replace('"', '""')) for word in words)
    with connection.cursor() as cursor:
        cursor.execute(_BY_TRIGRAMS, [quoted, _LOOKED_AT])
        return [id_ for (id_,) in cursor.fetchall()]


def _reading(words: list[str]) -> Q:
    """Return what narrows deals by reading their names; SQLite then knows the case of Latin letters alone."""
    condition = Q()
    for word in words:
        ways = {word, word.lower(), word.capitalize()} if connection.vendor == "sqlite" else {word}
        holds = Q()
        for way in sorted(ways):
            holds |= Q(name__icontains=way)
        condition &= holds
    return condition


@cache
def _keeps_trigrams(vendor: str, alias: str) -> bool:
    """Whether SQLite was built with what finds three letters; PostgreSQL takes its index by itself."""
    return vendor == "sqlite" and "web_deal_trigrams" in connections[alias].introspection.table_names()
