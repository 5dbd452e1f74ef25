"""Boards: the few numbers that the company, a team or a user has picked, with their goals; and kept words."""

from typing import Annotated, Any

from django.db import transaction
from ninja import Path, Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from headway.web.api.boarded import BoardOut, BoardRef, PickOut, SavedOut
from headway.web.api.finding import PathId
from headway.web.api.problem import Refusal
from headway.web.api.security import LOGGING, READING, ApiRequest, asker_of
from headway.web.asking import Asker
from headway.web.boards import writing
from headway.web.boards.answered import tiles_of
from headway.web.boards.goals import goal_told
from headway.web.boards.holders import TEAM, Holder, holder_told, holders_for
from headway.web.boards.picks import COMPARE, PERIOD, Pick, pick_of, picks_of
from headway.web.clock import now
from headway.web.models import BoardMetric
from headway.web.naming import NotUnderstood
from headway.web.saved_words import drop_words, keep_words, saved_for, saved_named
from headway.web.still import still_facts

router = Router()
Filters = dict[str, list[str]]
Short = Annotated[str, Field(max_length=60)]
BoardKey = Annotated[str, Field(max_length=100, description="`mine`, `company`, `team`, `team:3` or `team:North`.")]
_FILTERS = "Names or ids by dimension: team, rep, source, segment, kind, funnel ..."


class BoardAsked(Schema):
    """Whose numbers a board shows."""

    scope: str = Field("", max_length=20, description="`team` asks for the totals of one's own team, as a rep may.")


class TileIn(Schema):
    """A tile to put on a board."""

    metric: str = Field(max_length=100)
    period: Short = PERIOD
    compare: Short = Field(COMPARE, description="`previous`, `year`, a period, or empty for none.")
    saved: Short = Field("", description="Words kept under a name; on a shared board, those of the company.")
    filters: Filters = Field({}, description=_FILTERS)


class TileChange(Schema):
    """What is to be different about a tile."""

    period: Short | None = None
    compare: Short | None = None
    saved: Short | None = None
    filters: Filters | None = Field(None, description=_FILTERS)
    place: int | None = Field(None, ge=0, le=1000, description="Where it stands, counted from 0.")


class GoalIn(Schema):
    """A goal, as people write it: money in units of the currency, shares in per cent."""

    value: str = Field(max_length=30)
    every: str = Field("", max_length=10, description="week, month, quarter or year; or else `by`.")
    by: str = Field("", max_length=10, description="The last day, counted from today on.")


class MailIn(Schema):
    """On which day of the week a board is sent by e-mail."""

    weekday: int | None = Field(None, ge=0, le=6, description="0 is Monday; null for no mail.")


class SavedIn(Schema):
    """Words to keep under a name."""

    period: Short = ""
    filters: Filters = Field({}, description=_FILTERS)
    is_shared: bool = Field(False, description="For the whole company; only who leads may.")


@router.get("/boards", response=list[BoardRef], auth=READING, operation_id="boards")
def boards(request: ApiRequest) -> Any:
    """Return the boards that exist for you: your own, those of your teams, the company's."""
    asker = asker_of(request)
    return [BoardRef.of(asker, holder) for holder in holders_for(request.user)]


@router.get(
    "/boards/{board}",
    response=BoardOut,
    auth=READING,
    operation_id="board",
    summary="A board with its numbers",
)
def board(request: ApiRequest, board: Path[BoardKey], asked: Query[BoardAsked]) -> Any:
    """Return every tile of a board with its answer and its goal, all of one moment."""
    asker, holder = asker_of(request), _holder(request, board)
    with still_facts() as facts:
        tiles = tiles_of(asker, holder, picks_of(holder), facts, is_team_total=asked.scope == TEAM)
    return BoardOut.answered(asker, holder, tiles)


@router.post(
    "/boards/{board}/tiles",
    response={201: PickOut},
    auth=LOGGING,
    operation_id="add_tile",
    summary="Put a number on a board",
)
def add_tile(request: ApiRequest, board: Path[BoardKey], tile: TileIn) -> Any:
    """Put a tile at the end; a board that nobody has picked begins with what it shows."""
    pick = Pick(**tile.dict())
    added = writing.add_tile(asker_of(request), _holder(request, board), pick)
    return Status(201, PickOut.of(pick_of(added)))


@router.put(
    "/boards/{board}/mail",
    response={204: None},
    auth=LOGGING,
    operation_id="mail_board",
    summary="Have a board sent once a week",
)
def mail_board(request: ApiRequest, board: Path[BoardKey], mail: MailIn) -> Any:
    """Send a board to yourself in the morning of a day of the week, or no longer."""
    writing.send_weekly(asker_of(request), _holder(request, board), mail.weekday)
    return Status(204, None)


@router.patch(
    "/tiles/{tile_id}",
    response=PickOut,
    auth=LOGGING,
    operation_id="change_tile",
    summary="Change a tile, or its place",
)
def change_tile(request: ApiRequest, tile_id: Path[PathId], change: TileChange) -> Any:
    """Change what a tile shows, or where it stands."""
    asker, tile = _tile(request, tile_id)
    told = {name: value for name, value in change.dict(exclude={"place"}).items() if value is not None}
    with transaction.atomic():
        if told:
            writing.change_tile(asker, tile, told)
        if change.place is not None:
            writing.place_tile(asker, tile, change.place)
    return PickOut.of(pick_of(_tile(request, tile_id)[1]))


@router.delete(
    "/tiles/{tile_id}",
    response={204: None},
    auth=LOGGING,
    operation_id="remove_tile",
    summary="Take a number off its board",
)
def remove_tile(request: ApiRequest, tile_id: Path[PathId]) -> Any:
    """Take a tile off its board, and its goal with it."""
    writing.remove_tile(*_tile(request, tile_id))
    return Status(204, None)


@router.put(
    "/tiles/{tile_id}/goal",
    response=PickOut,
    auth=LOGGING,
    operation_id="set_goal",
    summary="Give a tile a goal",
)
def set_goal(request: ApiRequest, tile_id: Path[PathId], goal: GoalIn) -> Any:
    """Say what a number should reach, in every week, month ..., or by a day; in the place of the goal it had."""
    asker, tile = _tile(request, tile_id)
    told = goal_told(asker, writing.find_metric(tile.metric), **goal.dict())
    writing.set_goal(asker, tile, told)
    return PickOut.of(pick_of(_tile(request, tile_id)[1]))


@router.delete(
    "/tiles/{tile_id}/goal",
    response={204: None},
    auth=LOGGING,
    operation_id="end_goal",
    summary="Take a goal away",
)
def end_goal(request: ApiRequest, tile_id: Path[PathId]) -> Any:
    """Take the goal of a tile away."""
    writing.set_goal(*_tile(request, tile_id), None)
    return Status(204, None)


@router.get("/saved", response=list[SavedOut], auth=READING, operation_id="saved")
def saved(request: ApiRequest) -> Any:
    """Return the words kept under a name, your own and the company's: `?saved=NAME` narrows by them."""
    return [SavedOut.of(each) for each in saved_for(request.user)]


@router.put(
    "/saved/{name}",
    response=SavedOut,
    auth=LOGGING,
    operation_id="keep_words",
    summary="Keep words under a name",
)
def keep(request: ApiRequest, name: Path[Short], words: SavedIn) -> Any:
    """Keep what narrows numbers under a name, in the place of what you kept under it."""
    asker = asker_of(request)
    if words.period:
        asker.period(words.period)
    kept = keep_words(name, **words.dict(), by=request.user, now=asker.now)
    return SavedOut.of(kept)


@router.delete(
    "/saved/{name}",
    response={204: None},
    auth=LOGGING,
    operation_id="drop_words",
    summary="Keep words no longer",
)
def drop(request: ApiRequest, name: Path[Short]) -> Any:
    """Drop what is kept under a name: your own before the company's."""
    try:
        found = saved_named(saved_for(request.user), name)
    except NotUnderstood as trouble:
        raise Refusal(404, str(trouble), trouble.field) from trouble
    drop_words(found, by=request.user, now=now())
    return Status(204, None)


def _holder(request: ApiRequest, key: str) -> Holder:
    try:
        return holder_told(request.user, key)
    except NotUnderstood as trouble:
        raise Refusal(404, str(trouble), "board") from trouble


def _tile(request: ApiRequest, tile_id: int) -> tuple[Asker, BoardMetric]:
    """Return a tile that exists for the asker; one that does not is answered with 404."""
    asker = asker_of(request)
    return asker, writing.tile_of(asker, tile_id)
