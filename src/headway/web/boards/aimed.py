"""Which approved target the number of a tile is measured by: of whom it is, in its days; it goes before any goal."""

from collections.abc import Sequence
from datetime import timedelta

from headway.engine.calendar import Step, walk
from headway.engine.catalogue import catalogue
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Key, Question
from headway.web.access import sees_all
from headway.web.asking import Asker
from headway.web.boards.picks import GoalSet
from headway.web.targets.access import targets_for
from headway.web.targets.approved import Approved, months_of
from headway.web.targets.bearers import Bearer


def targets_on(asker: Asker, questions: Sequence[Question]) -> list[GoalSet | None]:
    """Return the approved target of each question, as far as its whole number is of one who bears targets.

    The number of a tile that is narrowed to a source or a kind is none of these, nor is that of all time.
    """
    periods = [each.period for each in questions if not each.period.is_all]
    if not periods:
        return [None for _question in questions]
    together = Period(min(each.start for each in periods), max(each.end for each in periods))
    names = {each.metric for each in questions}
    known = Approved.of(targets_for(asker.user).filter(metric__in=names), together)
    return [_target(asker, each, known) if known.values else None for each in questions]


def bearer_of(asker: Asker, question: Question) -> Bearer | None:
    """Return whose whole number a question asks for; None where it is nobody's, or only a part of somebody's."""
    chosen = dict(question.filters.chosen())
    reps, teams = chosen.pop(Dimension.REP, None), chosen.pop(Dimension.TEAM, None)
    if chosen or question.within or (reps and teams):
        return None
    if reps or teams:
        only = _only(reps or teams or frozenset())
        if only is None:
            return None
        return Bearer(user_id=only) if reps else Bearer(team_id=only)
    scope = question.scope
    if scope.rep_ids is not None:
        return Bearer(user_id=_only(scope.rep_ids)) if len(scope.rep_ids) == 1 else None
    if scope.team_ids is not None:
        return Bearer(team_id=_only(scope.team_ids)) if len(scope.team_ids) == 1 else None
    return Bearer() if sees_all(asker.user) else None


def _target(asker: Asker, question: Question, known: Approved) -> GoalSet | None:
    bearer = bearer_of(asker, question)
    value = None if bearer is None else known.value(question.metric, question.period, bearer)
    if value is None:
        return None
    period = question.period
    # A question about what stands at a day leaves out the days to come, and its target is of the whole month.
    end = walk(months_of(period)[-1], Step.MONTH, 1) if catalogue()[question.metric].is_stock else period.end
    return GoalSet(value=value, starts_on=period.start, due_on=end - timedelta(days=1), is_target=True)


def _only(keys: frozenset[Key] | frozenset[int]) -> int | None:
    """Return the only id there is."""
    (key,) = keys if len(keys) == 1 else (None,)
    return key if isinstance(key, int) else None
