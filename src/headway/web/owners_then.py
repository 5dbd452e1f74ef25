"""Whose deals were at the end of a day that is over: the owner of that day, in the team of that day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from operator import itemgetter

from headway.engine.question import Filters, Key
from headway.reports.norm_standing import OpenDeal
from headway.web.log.bulk import read_rows
from headway.web.log.context import replay_context
from headway.web.models import DealOwner
from headway.web.models.fields import to_microseconds


def owned_then(found: Iterable[OpenDeal], day: date, filters: Filters) -> tuple[OpenDeal, ...]:
    """Return deals with their owner of a day, of them those whose owner and team the filters ask for."""
    deals, context = list(found), replay_context()
    owners = _owners([each.deal_id for each in deals], day)
    theirs = (replace(each, rep_id=owners.get(each.deal_id)) for each in deals)
    return tuple(
        each
        for each in theirs
        if _is_asked(each.rep_id, filters.rep) and _is_asked(context.team_of(each.rep_id, day), filters.team)
    )


def _owners(deal_ids: list[int], day: date) -> dict[int, int]:
    """Return who owned each at the end of a day: as of won deals, the first owner where nobody did yet."""
    end = to_microseconds(datetime.combine(day + timedelta(days=1), time.min, replay_context().zone))
    rows = read_rows(DealOwner, ("deal", "owner", "starts_at"), key="deal", ids=deal_ids)
    owners: dict[int, int] = {}
    for deal_id, owner_id, starts_at in sorted(rows, key=itemgetter(2)):
        if starts_at < end or deal_id not in owners:
            owners[deal_id] = owner_id
    return owners


def _is_asked(key: int | None, wanted: frozenset[Key] | None) -> bool:
    return wanted is None or key in wanted
