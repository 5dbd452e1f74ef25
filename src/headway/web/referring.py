"""Who is meant by the name of somebody who refers others: a client that the reader knows, or anybody else."""

from headway.web.access import clients_for
from headway.web.log import referrer_named
from headway.web.merged import taken_in
from headway.web.models import Referrer, User
from headway.web.search import fold, search_clients


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
    found = {each.pk: each for each in search_clients(clients_for(user), name)[:20]}
    called = [*found.items(), *taken_in(found)]
    clients = {id_ for id_, each in called if fold(each.name) == fold(name)}
    return referrer_named(name, found[clients.pop()] if len(clients) == 1 else None)
