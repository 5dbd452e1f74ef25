"""Who is meant by the name of somebody who refers others: a client that the reader knows, or anybody else."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import QuerySet

from headway.web.access import clients_for
from headway.web.log import referrer_named
from headway.web.merged import taken_in
from headway.web.models import Client, Referrer, User
from headway.web.search import fold, holding

_AT_ONCE = 100


def referrer_told(user: User, text: str, *, stands: Referrer | None = None) -> Referrer | None:
    """Return who refers others under a name, added where there was none; a client where one is called exactly so.

    A client that was merged goes by the one that is kept, unless it ``stands`` there already: what it referred before
    stays its own. None without a name. Raises LogProblem for a name that is too long.
    """
    name = " ".join(text.split())
    if not name:
        return None
    if stands is not None and stands.name == name:
        return stands
    [called] = clients_called([name], clients_for(user)).values()
    return referrer_named(name, called[0] if len(called) == 1 else None)


def clients_called(names: Iterable[str], among: QuerySet[Client]) -> dict[str, list[Client]]:
    """Return for each name, folded, the clients that are called exactly so, or took in one that is."""
    called: dict[str, dict[int, Client]] = {fold(name): {} for name in names}
    waiting = list(called)
    for first in range(0, len(waiting), _AT_ONCE):
        wanted = reduce(or_, (holding([f" {name}"]) for name in waiting[first : first + _AT_ONCE]))
        found = {each.pk: each for each in among.filter(wanted)}
        for id_, each in [*found.items(), *taken_in(found)]:
            if (name := fold(each.name)) in called:
                called[name][id_] = found[id_]
    return {name: list(clients.values()) for name, clients in called.items()}
