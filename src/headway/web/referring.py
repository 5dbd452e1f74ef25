"""Who is meant by the name of somebody who refers others: a client that the reader knows, or anybody else."""

from headway.web.access import clients_for
from headway.web.log import referrer_named
from headway.web.models import Referrer, User
from headway.web.search import fold, search_clients


def referrer_told(user: User, text: str) -> Referrer | None:
    """Return who refers others under a name, added where there was none; a client where one is called exactly so.

    None without a name. Raises LogProblem for a name that is too long.
    """
    name = " ".join(text.split())
    if not name:
        return None
    clients = [each for each in search_clients(clients_for(user), name)[:20] if fold(each.name) == fold(name)]
    return referrer_named(name, clients[0] if len(clients) == 1 else None)
