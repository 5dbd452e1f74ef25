"""Writes boards: picks, moves and drops tiles, sets goals, and keeps what was changed in the audit trail."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from headway.engine.catalogue import find
from headway.engine.metric import Metric
from headway.engine.question import Filters
from headway.web import audit
from headway.web.asking import Asker, Words, question_of, told_in_full
from headway.web.boards.aimed import targets_on
from headway.web.boards.answered import words_of
from headway.web.boards.holders import Holder, holders_for, kept_for, may_change
from headway.web.boards.picks import PERIOD, GoalSet, Pick, default_picks, pick_of
from headway.web.compared import compared_days
from headway.web.explained import explained
from headway.web.log.locks import lock_user
from headway.web.models import Board, BoardMail, BoardMetric, Company, Goal
from headway.web.naming import NotUnderstood
from headway.web.targets.written import value_written

# So many tiles nobody reads; the page must stay a page.
MOST = 60
LOOKED_AGAIN = timedelta(hours=1)
_TILE = ("board", "position", "metric", "period", "compare", "saved", "filters")
_GOAL = ("tile", "value", "every", "starts_on", "due_on")


def begin(asker: Asker, holder: Holder) -> Board:
    """Return the board that a holder has picked; where there is none, keep what it showed as the first pick."""
    require(asker, holder)
    if board := holder.board:
        return board
    with transaction.atomic():
        # Whoever holds the company's row begins boards one after another.
        Company.objects.select_for_update().first()
        if board := holder.board:
            return board
        board = Board.objects.create(kind=holder.kind, team=holder.team, user=holder.user, created_at=asker.now)
        BoardMetric.objects.bulk_create(
            _row(board, pick, place, asker) for place, pick in enumerate(default_picks(holder))
        )
        audit.record(asker.user, "add", board, asker.now, after=audit.snapshot(board, ("kind", "team", "user")))
    return board


def add_tile(asker: Asker, holder: Holder, pick: Pick) -> BoardMetric:
    """Put a tile at the end of a board. Raises NotUnderstood where it cannot be asked so."""
    require(asker, holder)
    pick = checked(asker, holder, pick)
    if pick.goal is not None:
        _check_untargeted(asker, holder, pick)
    with transaction.atomic():
        board = _locked(begin(asker, holder))
        places = BoardMetric.objects.filter(board=board).aggregate(latest=Max("position"))
        if BoardMetric.objects.filter(board=board).count() >= MOST:
            raise NotUnderstood(_("This board has %(most)s tiles. Take one off first.") % {"most": MOST}, "metric")
        latest = places["latest"]
        tile = _row(board, pick, 0 if latest is None else latest + 1, asker)
        tile.save()
        audit.record(asker.user, "add", tile, asker.now, after=audit.snapshot(tile, _TILE))
        if pick.goal is not None:
            _set_goal(asker, tile, pick.goal)
    return tile


def change_tile(asker: Asker, tile: BoardMetric, changes: Mapping[str, Any]) -> None:
    """Change the period, the comparison or what a tile is narrowed by. Raises NotUnderstood."""
    holder = holder_of(tile)
    require(asker, holder)
    with transaction.atomic():
        _held(tile)
        new = Pick(**{name: changes.get(name, getattr(tile, name)) for name in _TILE[2:]})
        new = checked(asker, holder, new)
        before = audit.snapshot(tile, _TILE)
        tile.period, tile.compare, tile.saved, tile.filters = new.period, new.compare, new.saved, _plain(new.filters)
        after = audit.snapshot(tile, _TILE)
        if before != after:
            tile.save(update_fields=["period", "compare", "saved", "filters"])
            audit.record(asker.user, "change", tile, asker.now, before=before, after=after)


def place_tile(asker: Asker, tile: BoardMetric, place: int) -> None:
    """Give a tile another place, counted from 0; the others move over."""
    require(asker, holder_of(tile))
    with transaction.atomic():
        _held(tile)
        tiles = list(BoardMetric.objects.filter(board=tile.board_id).order_by("position", "pk"))
        before = [each.pk for each in tiles]
        moved = next(each for each in tiles if each.pk == tile.pk)
        tiles.remove(moved)
        tiles.insert(max(0, min(place, len(tiles))), moved)
        after = [each.pk for each in tiles]
        if after == before:
            return
        for position, each in enumerate(tiles):
            each.position = position
        BoardMetric.objects.bulk_update(tiles, ["position"])
        change = {"before": {"tiles": before}, "after": {"tiles": after}}
        audit.record(asker.user, "change", tile.board, asker.now, **change)


def remove_tile(asker: Asker, tile: BoardMetric) -> None:
    """Take a tile off its board, and its goal with it."""
    require(asker, holder_of(tile))
    with transaction.atomic():
        _held(tile)
        audit.record(asker.user, "remove", tile, asker.now, before=audit.snapshot(tile, _TILE))
        tile.delete()


def set_goal(asker: Asker, tile: BoardMetric, goal: GoalSet | None) -> None:
    """Give a tile a goal in the place of the one it had, or none. Raises NotUnderstood where it has a target."""
    require(asker, holder_of(tile))
    with transaction.atomic():
        _held(tile)
        if goal is not None:
            _check_untargeted(asker, holder_of(tile), pick_of(tile))
        known = Goal.objects.filter(tile=tile).first()
        if goal is not None:
            _set_goal(asker, tile, goal)
        elif known is not None:
            audit.record(asker.user, "remove", known, asker.now, before=audit.snapshot(known, _GOAL))
            known.delete()


def look(tile: BoardMetric, asker: Asker) -> None:
    """Note that somebody has opened a tile; once an hour is often enough."""
    if tile.looked_at is None or asker.now - tile.looked_at > LOOKED_AGAIN:
        BoardMetric.objects.filter(pk=tile.pk).update(looked_at=asker.now)


def send_weekly(asker: Asker, holder: Holder, weekday: int | None) -> None:
    """Send a board to whoever asks once a week, on a day of the week (0 is Monday), or no longer."""
    with transaction.atomic():
        # Two wishes of one user follow each other.
        lock_user(asker.user.pk)
        known = BoardMail.objects.filter(user=asker.user, board=holder.board).first()
        if weekday is None:
            if known is not None:
                audit.record(asker.user, "remove", known, asker.now, before=audit.snapshot(known, ("board", "weekday")))
                known.delete()
            return
        if weekday not in range(7):
            raise NotUnderstood(_("A day of the week is a number from 0, Monday, to 6."), "weekday")
        board = holder.board or _begun_for(asker, holder)
        mail = known or BoardMail(board=board, user=asker.user)
        mail.weekday = weekday
        mail.save()
        after = audit.snapshot(mail, ("board", "weekday"))
        audit.record(asker.user, "change" if known else "add", mail, asker.now, after=after)


def require(asker: Asker, holder: Holder) -> None:
    """Raise PermissionDenied where a board is not the asker's to change."""
    if not may_change(asker.user, holder):
        raise PermissionDenied


def tile_of(asker: Asker, tile_id: int) -> BoardMetric:
    """Return a tile of a board that exists for the asker. Raises BoardMetric.DoesNotExist."""
    tile = BoardMetric.objects.select_related("board__team", "board__user").get(pk=tile_id)
    if not any(each.holds(tile.board) for each in holders_for(asker.user)):
        raise BoardMetric.DoesNotExist
    return tile


def holder_of(tile: BoardMetric) -> Holder:
    """Return whose tile it is."""
    board = tile.board
    return Holder(kind=board.kind, team=board.team, user=board.user)  # type: ignore[arg-type]


def checked(asker: Asker, holder: Holder, pick: Pick) -> Pick:
    """Return a pick with its words told by ids, so that a name may change. Raises NotUnderstood."""
    metric = find_metric(pick.metric)
    told = Words(period=pick.period, saved=pick.saved, filters=dict(pick.filters))
    words = told_in_full(asker, told, kept_for(asker.user, holder))
    compared_days(asker, pick.compare, asker.period(words.period or PERIOD))
    question_of(asker, metric.name, replace(words, period=words.period or PERIOD))
    own = question_of(asker, metric.name, Words(filters=dict(pick.filters)))
    return replace(pick, metric=metric.name, filters=Words.telling(own).filters)


def filters_of(asker: Asker, pick: Pick) -> Filters:
    """Return what a pick says itself that it is narrowed to. Raises NotUnderstood."""
    return question_of(asker, pick.metric, Words(filters=dict(pick.filters))).filters


def find_metric(name: str) -> Metric:
    """Return a metric by its name or label. Raises NotUnderstood with the field 'metric'."""
    with explained():
        return find(name)


def _check_untargeted(asker: Asker, holder: Holder, pick: Pick) -> None:
    """Refuse a goal beside an approved target of the same number: there is one truth."""
    (target,) = targets_on(asker, [question_of(asker, pick.metric, words_of(asker, holder, pick))])
    if target is not None:
        words = _("This number has an approved target for these days: %(value)s. Change it under Targets.")
        written = value_written(asker.company, find_metric(pick.metric), target.value)
        raise NotUnderstood(words % {"value": written}, "value")


def _row(board: Board, pick: Pick, place: int, asker: Asker) -> BoardMetric:
    return BoardMetric(
        board=board,
        position=place,
        metric=pick.metric,
        period=pick.period,
        compare=pick.compare,
        saved=pick.saved,
        filters=_plain(pick.filters),
        added_at=asker.now,
    )


def _plain(filters: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in filters.items() if texts}


def _locked(board: Board) -> Board:
    return Board.objects.select_for_update().get(pk=board.pk)


def _held(tile: BoardMetric) -> None:
    """Hold the board of a tile and read the tile as it stands then. Raises BoardMetric.DoesNotExist where it is off."""
    _locked(tile.board)
    tile.refresh_from_db()


def _begun_for(asker: Asker, holder: Holder) -> Board:
    """Return the board that a mail is to show; one that nobody has picked can only be begun by whoever may."""
    if not may_change(asker.user, holder):
        raise NotUnderstood(_("Nobody has picked this board yet. Choose another to be sent."), "board")
    return begin(asker, holder)


def _set_goal(asker: Asker, tile: BoardMetric, goal: GoalSet) -> None:
    known = Goal.objects.filter(tile=tile).first()
    before = audit.snapshot(known, _GOAL) if known else None
    row = known or Goal(tile=tile)
    # Who changes the value of a goal by a day, or saves it as it is, does not begin to count anew.
    is_same_day = goal.due_on is not None and row.due_on == goal.due_on
    row.starts_on = row.starts_on if is_same_day else goal.starts_on
    row.value, row.every, row.due_on = goal.value, goal.every, goal.due_on
    row.save()
    audit.record(asker.user, "set", row, asker.now, before=before, after=audit.snapshot(row, _GOAL))
