"""Finds the rep with whom a step breaks: every step of every rep against the others, corrected for looking at many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from headway.engine.question import Key
from headway.planning.links import Link
from headway.planning.weak import Against, threshold, weakest
from headway.web.bearers import Bearer
from headway.web.models import User
from headway.web.plans.history import History, wider_of


@dataclass(frozen=True)
class Broken:
    """A rep, the place of the step in the chain, its rate beside that of the others, and how sure one must be."""

    rep: User
    place: int
    against: Against
    looked_at: int


def broken_of(history: History, people: Sequence[User]) -> Broken | None:
    """Return the rep with whom a step is below the others by more than bad luck, the surest one; None without one.

    Each is held against all others together, and whoever is found is tested as on their own plan, against whom that
    one borrows from.
    """
    if len(people) < 2:
        return None
    each_rep = history.links_by_rep
    everybody = [_together(history, each_rep, place) for place in range(len(history.steps))]
    compared = [
        (user, place, Against(own, _without(everybody[place], own)))
        for user in people
        for place, own in enumerate(each_rep.get(user.pk, ()))
    ]
    found = weakest([against for _user, _place, against in compared])
    if found is None:
        return None
    looked_at = sum(None not in {each.link.rate, each.norm_rate} for _user, _place, each in compared)
    user, place, against = next(each for each in compared if each[2] is found)
    others = wider_of(history, Bearer.of(user))
    exact = replace(against, norm=others[place]) if others else against
    is_sure = (exact.chance_below or 0.0) > threshold(looked_at)
    return Broken(user, place, exact, looked_at) if is_sure else None


def _together(history: History, each_rep: Mapping[Key, Sequence[Link]], place: int) -> Link:
    links = [links[place] for links in each_rep.values()]
    return Link(history.steps[place].key, sum(each.tried for each in links), sum(each.made for each in links))


def _without(everybody: Link, own: Link) -> Link:
    return Link(own.key, max(0.0, everybody.tried - own.tried), max(0.0, everybody.made - own.made))
