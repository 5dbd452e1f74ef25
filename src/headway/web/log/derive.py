"""Replay deals and store what follows, in the transaction that wrote to their log."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

from headway import replay
from headway.web.log.bulk import FEW, delete_rows_after, insert_rows, put_rows, read_rows, update_rows
from headway.web.log.changes import note_changes
from headway.web.log.context import ReplayContext, replay_context
from headway.web.log.stored import CONTACT_DERIVED, MILESTONES, MOVE_DERIVED, STAY, StoredLog, read_logs
from headway.web.log.worth import AMOUNTS, amounts_of
from headway.web.models import Contact, ContactKind, FactNoun, Milestones, Sale, StageMove, Stay
from headway.web.statements import in_one_go

_FUNNEL = MILESTONES.index("funnel")
_OUTCOMES = {replay.Phase.WON: "won", replay.Phase.LOST: "lost"}


def replay_deals(deal_ids: Iterable[int], context: ReplayContext | None = None) -> dict[int, replay.History]:
    """Derive the facts of some deals anew, store those that changed, note it for the fact store, and return them.

    The caller holds the transaction and, on PostgreSQL, the locks of the deals.
    """
    ids = sorted(set(deal_ids))
    if not ids:
        return {}
    context = context or replay_context()
    logs = read_logs(ids)
    histories = replayed(logs, context)
    # Of many deals the rows go by COPY, which is faster still.
    with in_one_go(is_wanted=len(ids) <= FEW):
        store_replayed(logs, histories, context)
    return histories


def replayed(logs: "_Logs", context: ReplayContext) -> dict[int, replay.History]:
    """Derive the facts of deals from their logs as they were read."""
    return {id_: replay.replay(log.entry, log.touches, context.roads) for id_, log in logs.items()}


def store_replayed(logs: "_Logs", histories: "_Histories", context: ReplayContext) -> None:
    """Store what was derived where it differs from what is stored, and note it for the fact store."""
    elsewhere = _sales_elsewhere(logs, histories)
    _store_steps(logs, histories)
    store_stays_and_milestones(logs, histories, context)
    note_changes(FactNoun.DEAL, logs)
    note_changes(FactNoun.SALE, elsewhere)


def _sales_elsewhere(logs: "_Logs", histories: "_Histories") -> list[int]:
    """Return the sales of the deals that came to another funnel: their facts carry it."""
    stored = {deal_id: log.milestones[_FUNNEL] for deal_id, log in logs.items() if log.milestones}
    moved = [deal_id for deal_id, funnel_id in stored.items() if funnel_id != histories[deal_id].milestones.funnel_id]
    return [sale_id for (sale_id,) in read_rows(Sale, ("id",), key="deal", ids=moved)]


def store_stays_and_milestones(
    logs: Mapping[int, StoredLog], histories: Mapping[int, replay.History], context: ReplayContext
) -> None:
    """Store what was derived for whole deals; who writes new deals in bulk writes contacts and moves as well."""
    _store_stays(logs, histories)
    _store_milestones(logs, histories, context)


_Logs = Mapping[int, StoredLog]
_Histories = Mapping[int, replay.History]


def _store_steps(logs: _Logs, histories: _Histories) -> None:
    contacts, moves = [], []
    for deal_id, history in histories.items():
        log = logs[deal_id]
        for step in history.steps:
            id_ = step.touch.id
            if step.touch.is_contact:
                if id_ in log.fresh:
                    continue
                ground = (step.is_effective, step.is_new_ground)
                derived = (step.stage_before_id, step.stage_after_id, str(step.advance), *ground)
                if log.contacts[id_] != derived:
                    contacts.append((*derived, id_))
            elif log.moves[id_] != (step.stage_before_id, str(step.advance)):
                moves.append((step.stage_before_id, str(step.advance), id_))
    update_rows(Contact, "id", CONTACT_DERIVED, contacts)
    update_rows(StageMove, "id", MOVE_DERIVED, moves)


def _store_stays(logs: _Logs, histories: _Histories) -> None:
    """Keep the stays that are the same from the start, and write the rest anew."""
    fresh: list[Sequence[Any]] = []
    changed: list[Sequence[Any]] = []
    outdated: list[tuple[int, int]] = []
    for deal_id, history in histories.items():
        stays = [_stay_row(number, stay) for number, stay in enumerate(history.stays, start=1)]
        stored = logs[deal_id].stays
        pairs = enumerate(zip(stays, stored, strict=False))
        same = next((place for place, (now, then) in pairs if now != then), min(len(stays), len(stored)))
        if len(stored) > len(stays):
            outdated.append((deal_id, len(stays)))
        (changed if stored else fresh).extend((deal_id, *row) for row in stays[same:])
    delete_rows_after(Stay, "deal", "number", outdated)
    put_rows(Stay, ("deal", "number"), ("deal", *STAY), changed)
    insert_rows(Stay, ("deal", *STAY), fresh)


def _stay_row(number: int, stay: replay.Stay) -> tuple[Any, ...]:
    exit_ = None if stay.exit is None else str(stay.exit)
    ends = (stay.entered_at, stay.entered_on, stay.left_at, stay.left_on)
    return (number, stay.funnel_id, stay.stage_id, stay.visit, *ends, exit_, stay.next_stage_id)


def _store_milestones(logs: _Logs, histories: _Histories, context: ReplayContext) -> None:
    fresh: list[Sequence[Any]] = []
    changed: list[Sequence[Any]] = []
    for deal_id, history in histories.items():
        row = _milestones_row(logs[deal_id], history, context)
        stored = logs[deal_id].milestones
        if stored is None:
            fresh.append((deal_id, *row))
        elif stored != row:
            changed.append((deal_id, *row))
    put_rows(Milestones, ("deal",), ("deal", *MILESTONES), changed)
    insert_rows(Milestones, ("deal", *MILESTONES), fresh)


def _milestones_row(log: StoredLog, history: replay.History, context: ReplayContext) -> tuple[Any, ...]:
    marks = history.milestones
    values = dict(zip(_SAME, _same(marks), strict=True))
    winner_id = _in_force(log.owners, marks.won_at)
    is_won = marks.won_at is not None
    dated = ((marks.qualified_at, marks.qualified_on), (marks.won_at, marks.won_on), (marks.lost_at, marks.lost_on))
    values |= {
        "funnel": marks.funnel_id,
        "stage": marks.stage_id,
        "outcome": _OUTCOMES.get(context.roads.stages[marks.stage_id].phase, "open"),
        "winner": winner_id,
        "winner_team": context.team_of(winner_id, marks.won_on),
        "loss_reason": _loss_reason(log, history),
        **dict(zip(AMOUNTS, amounts_of(log.values, marks.entered_on, dated, context.conversion), strict=True)),
        "contacts_until_won": sum(marks.contacts_until_won.values()) if is_won else None,
        "meetings_until_won": marks.contacts_until_won.get(ContactKind.MEETING.value, 0) if is_won else None,
        "effective_until_won": marks.effective_until_won if is_won else None,
    }
    return tuple(values[name] for name in MILESTONES)


_SAME = tuple(
    name for name in MILESTONES if hasattr(replay.Milestones, name) or name in replay.Milestones.__annotations__
)


_same = attrgetter(*_SAME)


def _in_force(history: list[tuple[int, int]], at: int | None) -> int | None:
    """Return what held at a moment, or the first that ever did where the moment is earlier."""
    if at is None or not history:
        return None
    return next((value for starts_at, value in reversed(history) if starts_at <= at), history[0][1])


def _loss_reason(log: StoredLog, history: replay.History) -> int | None:
    """Return the reason that the touch gave which lost the deal, while it is lost."""
    lost_at = history.milestones.lost_at
    if lost_at is None:
        return None
    reasons = (log.loss_reasons.get((touch.is_contact, touch.id)) for touch in _losing(history, lost_at))
    return next((reason for reason in reasons if reason is not None), None)


def _losing(history: replay.History, lost_at: int) -> Iterable[replay.Touch]:
    """The touches of the moment at which the deal was lost, the latest first; none where it entered as lost."""
    touches = (step.touch for step in reversed(history.steps))
    return (touch for touch in touches if touch.at == lost_at and touch.stage_id is not None)
