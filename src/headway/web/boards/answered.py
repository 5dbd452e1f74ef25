"""Asks all tiles of a board together: numbers, how they went lately, and how far their goals are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from headway.engine.answer import Answer, ask_all
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.metric import Metric
from headway.engine.question import Question
from headway.engine.store import FactStore
from headway.web.asking import Asker, Words, question_of, told_in_full
from headway.web.boards.aimed import targets_on
from headway.web.boards.goals import Standing, days_of, standing
from headway.web.boards.holders import TEAM, Holder, kept_for, narrowed_team
from headway.web.boards.picks import PERIOD, GoalSet, Pick
from headway.web.boards.trails import Points, trails_of
from headway.web.compared import compared_days
from headway.web.naming import NotUnderstood
from headway.web.own.uses import taken_out


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A pick with its answer, how it went lately, and its goal; or why there is no answer."""

    pick: Pick
    metric: Metric | None = None
    answer: Answer | None = None
    points: Points = ()
    standing: Standing | None = None
    refusal: str = ""


@dataclass(frozen=True)
class _Asked:
    pick: Pick
    question: Question
    goal_set: GoalSet | None
    goal: Question | None


def tiles_of(
    asker: Asker, holder: Holder, picks: Sequence[Pick], store: FactStore, *, is_team_total: bool = False
) -> list[Tile]:
    """Answer the picks of a board, in their order, from facts of one moment and in few statements.

    ``is_team_total`` asks for the totals of the reader's team, as a rep may see them.
    """
    found = [_asked(asker, holder, pick, is_team_total=is_team_total) for pick in picks]
    asked = _aimed(asker, found)
    known = [each for each in asked if isinstance(each, _Asked)]
    goals = [each.goal for each in known if each.goal is not None]
    questions = [each.question for each in known]
    answers = ask_all([*questions, *goals], store) if known else []
    trails = trails_of(questions, asker.today, store)
    of_goals = iter(answers[len(questions) :])
    told = [
        _tile(asker, each, answer, points, next(of_goals) if each.goal is not None else None)
        for each, answer, points in zip(known, answers, trails, strict=False)
    ]
    return list(_in_order(asked, told))


def words_of(asker: Asker, holder: Holder, pick: Pick, *, is_team_total: bool = False) -> Words:
    """Return the words of a pick, in full, with the days to compare. Raises NotUnderstood."""
    words = words_picked(asker, holder, pick, is_team_total=is_team_total)
    before = compared_days(asker, pick.compare, asker.period(words.period))
    return replace(words, compare=f"{before.start}..{before.end}" if before else "")


def words_picked(asker: Asker, holder: Holder, pick: Pick, *, is_team_total: bool = False) -> Words:
    """Return the words of a pick with kept ones in the place of their name. Raises NotUnderstood."""
    scope = TEAM if is_team_total else ""
    told = Words(period=pick.period, compare=pick.compare, scope=scope, saved=pick.saved, filters=dict(pick.filters))
    words = told_in_full(asker, told, kept_for(asker.user, holder))
    team = narrowed_team(asker.user, holder)
    filters = {**words.filters, **({Dimension.TEAM.value: (team,)} if team else {})}
    return replace(words, period=words.period or PERIOD, filters=filters)


def _asked(asker: Asker, holder: Holder, pick: Pick, *, is_team_total: bool) -> "_Asked | Tile":
    if not pick.is_known:
        return Tile(pick=pick, refusal=taken_out(pick.metric))
    try:
        words = words_of(asker, holder, pick, is_team_total=is_team_total)
        question = question_of(asker, pick.metric, words)
        goal = None if pick.goal is None else _of_goal(asker, pick, pick.goal, words)
    except NotUnderstood as trouble:
        return Tile(pick=pick, metric=catalogue()[pick.metric], refusal=str(trouble))
    return _Asked(pick, question, pick.goal, goal)


def _aimed(asker: Asker, asked: Sequence["_Asked | Tile"]) -> list["_Asked | Tile"]:
    """Put the approved target of what a tile shows in the place of a goal of its own."""
    known = [each for each in asked if isinstance(each, _Asked)]
    targets = iter(targets_on(asker, [each.question for each in known]))
    return [_with_target(each, next(targets)) if isinstance(each, _Asked) else each for each in asked]


def _with_target(asked: _Asked, target: GoalSet | None) -> _Asked:
    if target is None:
        return asked
    return replace(asked, goal_set=target, goal=asked.question)


def _of_goal(asker: Asker, pick: Pick, goal: GoalSet, words: Words) -> Question:
    """Ask for the days of the goal; where they are those of the tile, the very question of the tile."""
    days = days_of(goal, asker)
    is_same = days == asker.period(words.period)
    return question_of(
        asker, pick.metric, words if is_same else replace(words, period=f"{days.start}..{days.end}", compare="")
    )


def _tile(asker: Asker, asked: _Asked, answer: Answer, points: Points, goal: Answer | None) -> Tile:
    told = None
    if goal is not None and asked.goal_set is not None:
        told = standing(asked.goal_set, answer.metric, goal.total, days_of(asked.goal_set, asker), asker)
    return Tile(pick=asked.pick, metric=answer.metric, answer=answer, points=points, standing=told)


def _in_order(asked: Sequence["_Asked | Tile"], told: Sequence[Tile]) -> Iterator[Tile]:
    waiting = iter(told)
    for each in asked:
        yield each if isinstance(each, Tile) else next(waiting)
