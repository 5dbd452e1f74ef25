"""Looking up a client by a few letters, in milliseconds among hundreds of thousands.

The letters are looked for first and access is asked for the few clients that hold them: the other way round, everything
that exists for a head of sales would be gathered at every key that is pressed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from headway.web.access import clients_for, sees_all
from headway.web.legal_forms import bare_name, telling_parts
from headway.web.listed import listed
from headway.web.merged import taken_in
from headway.web.models import Client, User
from headway.web.published import hidden_runs
from headway.web.search import fold, holding, is_told, numbers_in, other_layout

# Who types letters that so many clients have goes on typing.
_LOOKED_AT, _MORE_LOOKED_AT = 300, 2_000
_FOREIGN_LOOKED_AT = 20
_SHORT = 3


@dataclass
class Found:
    """The clients that were meant: those that exist for the user, and some of whom only the name may be known."""

    mine: list[Client] = field(default_factory=list)
    foreign: list[Client] = field(default_factory=list)


def look_up(user: User, text: str, count: int, *, first: Iterable[int] = (), foreign: int = 0) -> Found:
    """Return up to ``count`` clients by any part of a name, phone or e-mail, and up to ``foreign`` of others.

    Those of the ids ``first`` come first, in their order; then those that begin with the text, those with a word that
    does, and those in which it stands anywhere. What nobody is called is tried on the other layout of the keyboard.
    """
    found = _look_up(user, text, count, list(first), foreign)
    if found.mine or found.foreign:
        return found
    return _look_up(user, other_layout(text), count, list(first), foreign)


def clients_called(user: User, name: str) -> Found:
    """Return the clients of exactly this name, in whatever case and accents, or with one of it merged into them."""
    wanted = fold(name)
    holders = list(_published(holding(wanted.split()))[:_LOOKED_AT])
    others = [client.pk for client in holders if fold(client.name) != wanted]
    also = {kept for kept, former in taken_in(others) if fold(former.name) == wanted}
    return _parted(user, [client for client in holders if fold(client.name) == wanted or client.pk in also])


def clients_alike(user: User, name: str) -> Found:
    """Return the clients whose name is this but for signs, legal forms and their places: 'Pump, Ltd.' and 'Pump'."""
    wanted = bare_name(name)
    holders = _published(holding(telling_parts(name))).order_by(Length("name"), "pk")[:_LOOKED_AT]
    return _parted(user, [client for client in holders if bare_name(client.name) == wanted])


def _parted(user: User, held: list[Client]) -> Found:
    mine = _existing(user, [client.pk for client in held])
    return Found([client for client in held if client.pk in mine], [each for each in held if each.pk not in mine])


def _look_up(user: User, text: str, count: int, first: list[int], foreign: int) -> Found:
    words = fold(text).split()
    if not words:
        return Found()
    ways = _ways(words, text)
    keys, mine, are_more = _gathered(user, ways, first, count)
    places = {id_: place for place, id_ in enumerate(first)}
    order = sorted(keys, key=lambda id_: (places.get(id_, len(places)), *_rank(keys[id_], words)))
    chosen = [id_ for id_ in order if id_ in mine][:count]
    found = Found(_loaded(chosen))
    if are_more and len(chosen) < count and not sees_all(user):
        found.mine += _among_few(user, ways[0], chosen, count)
    if foreign:
        others = _loaded([id_ for id_ in order if id_ not in mine][:_FOREIGN_LOOKED_AT])
        found.foreign = [client for client in others if is_told(client, text)][:foreign]
    return found


def _gathered(user: User, ways: tuple[Q, ...], first: list[int], count: int) -> tuple[dict[int, str], set[int], bool]:
    """Return clients that hold the letters by id, the ids that exist for the user, and whether there may be more."""
    keys = _keys(ways[0], _LOOKED_AT)
    if len(keys) < _LOOKED_AT:
        return keys, _existing(user, keys), False
    # Too many hold the letters to look at each: whoever is most likely meant is asked for.
    for likely in (ways[0] & Q(pk__in=listed(first)), *ways[1:]):
        keys |= _keys(likely, _LOOKED_AT)
    mine = _existing(user, keys)
    if len(mine) >= count:
        return keys, mine, True
    more = _keys(ways[0], _MORE_LOOKED_AT)
    mine |= _existing(user, more.keys() - keys.keys())
    return keys | more, mine, len(more) == _MORE_LOOKED_AT


def _ways(words: list[str], text: str) -> tuple[Q, ...]:
    """Return what the clients are looked for by, the widest first; a letter or two are looked for in beginnings."""
    starts = holding([f" {word}" for word in words])
    begins = holding([f" {' '.join(words)}"]) & Q(search_key__startswith=f" {' '.join(words)}")
    if len("".join(words)) < _SHORT:
        return starts, begins
    anywhere = holding(words)
    for number in numbers_in(text):
        anywhere |= holding([number])
    return anywhere, starts, begins


def _rank(key: str, words: list[str]) -> tuple[bool, bool, str]:
    """Put names that begin with the text before words that do, and these before all others, by the alphabet."""
    return (not key.startswith(f" {' '.join(words)}"), not all(f" {word}" in key for word in words), key)


def _published(condition: Q) -> QuerySet[Client]:
    hidden = hidden_runs()
    known = Client.objects.filter(merged_into=None)
    return (known.exclude(import_run__in=hidden) if hidden else known).filter(condition)


def _keys(condition: Q, most: int) -> dict[int, str]:
    """Return some clients that fulfil it by their ids, whoever may see them, without sorting all that do."""
    return dict(_published(condition).values_list("pk", "search_key")[:most])


def _existing(user: User, ids: Iterable[int]) -> set[int]:
    """Return those ids whose clients exist for the user."""
    asked = set(ids)
    if sees_all(user) or not asked:
        return asked
    return set(clients_for(user, listed(asked)).values_list("pk", flat=True))


def _loaded(ids: list[int]) -> list[Client]:
    clients = Client.objects.select_related("owner", "segment").in_bulk(ids)
    return [clients[id_] for id_ in ids if id_ in clients]


def _among_few(user: User, condition: Q, known: list[int], count: int) -> list[Client]:
    """Return more where so many clients of others hold the letters that hardly any of the user's own was looked at."""
    more = clients_for(user).filter(condition).exclude(pk__in=known).select_related("owner", "segment")
    return sorted(more[: count - len(known)], key=lambda client: client.search_key)
