"""Boards, their tiles and goals, and words kept under a name, as the API and the command line write them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Self

from ninja import Schema
from pydantic import Field

from headway.web.api.answers import AnswerOut, PeriodOut, written
from headway.web.api.dated import Dated
from headway.web.asking import Asker
from headway.web.boards.answered import Tile
from headway.web.boards.goals import Standing
from headway.web.boards.holders import Holder, may_change
from headway.web.boards.picks import GoalSet, Pick, unseen
from headway.web.models import SavedWords


class GoalOut(Schema):
    """A goal: to be reached in every week, month ..., or from a day on by another."""

    value: str = Field(description="A decimal string, in the unit of the metric: minor units, shares from 0 to 1.")
    every: str | None = Field(description="week, month, quarter or year")
    starts_on: date | None
    due_on: date | None = Field(description="The last day that belongs to it.")

    @classmethod
    def of(cls, goal: GoalSet) -> Self:
        return cls(value=f"{goal.value:f}", every=goal.every or None, starts_on=goal.starts_on, due_on=goal.due_on)


class StandingOut(Schema):
    """How far a number is on the way to its goal."""

    period: PeriodOut
    value: str | None
    part: str = Field(description="What is reached of the goal; 1 is all of it.")
    gone: str | None = Field(description="The part of the days that is gone; null where the number does not grow.")
    goal: str = Field(description="The value to be reached, in the unit of the metric.")
    is_target: bool = Field(description="Whether it is the approved target of the number, and no goal of the tile.")
    is_at_most: bool = Field(description="Whether less is better.")
    is_met: bool | None

    @classmethod
    def of(cls, standing: Standing) -> Self:
        return cls(
            period=PeriodOut.of(standing.period),
            value=written(standing.value),
            part=f"{standing.part:.6f}",
            gone=None if standing.gone is None else f"{standing.gone:.6f}",
            goal=f"{standing.goal.value.normalize():f}",
            is_target=standing.goal.is_target,
            is_at_most=standing.is_at_most,
            is_met=standing.is_met,
        )


class PickOut(Schema):
    """What a tile shows."""

    id: int | None = Field(description="Null on a board that nobody has picked yet.")
    metric: str
    period: str
    compare: str = Field(description="`previous`, `year`, a period, or empty.")
    saved: str
    filters: dict[str, list[str]]
    goal: GoalOut | None

    @classmethod
    def of(cls, pick: Pick) -> Self:
        return cls(
            id=pick.id,
            metric=pick.metric,
            period=pick.period,
            compare=pick.compare,
            saved=pick.saved,
            filters={name: list(texts) for name, texts in pick.filters.items()},
            goal=GoalOut.of(pick.goal) if pick.goal else None,
        )


class TileOut(Schema):
    """A tile with its answer, or why there is none."""

    pick: PickOut
    answer: AnswerOut | None
    standing: StandingOut | None
    problem: str | None

    @classmethod
    def of(cls, tile: Tile) -> Self:
        return cls(
            pick=PickOut.of(tile.pick),
            answer=AnswerOut.of(tile.answer) if tile.answer else None,
            standing=StandingOut.of(tile.standing) if tile.standing else None,
            problem=tile.refusal or None,
        )


class BoardRef(Schema):
    """A board that exists for you."""

    board: str = Field(description="How it is named in addresses: mine, company, team:3 ...")
    label: str
    is_picked: bool = Field(description="Whether somebody has picked it; else it shows what usually matters.")
    may_change: bool

    @classmethod
    def of(cls, asker: Asker, holder: Holder) -> Self:
        return cls(
            board=holder.key,
            label=holder.label,
            is_picked=holder.board is not None,
            may_change=may_change(asker.user, holder),
        )


class BoardOut(Dated, BoardRef):
    """A board with its answers; ``unseen`` are the tiles of a heap that nobody opened for a month."""

    tiles: list[TileOut]
    unseen: list[int]

    @classmethod
    def answered(cls, asker: Asker, holder: Holder, tiles: Sequence[Tile]) -> Self:
        heap = unseen([each.pick for each in tiles], asker.now)
        return cls(
            **BoardRef.of(asker, holder).model_dump(),
            tiles=[TileOut.of(each) for each in tiles],
            unseen=[each.id for each in heap if each.id is not None],
        )


class SavedOut(Schema):
    """Words kept under a name."""

    name: str
    is_shared: bool = Field(description="Whether they are the company's.")
    period: str
    filters: Mapping[str, list[str]]

    @classmethod
    def of(cls, words: SavedWords) -> Self:
        return cls(name=words.name, is_shared=words.user_id is None, period=words.period, filters=words.filters)
