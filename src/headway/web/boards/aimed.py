"""Which approved target the number of a tile is measured by: of whom it is, in its days; it goes before any goal."""

from collections.abc import Sequence
from datetime import timedelta

from headway.engine.calendar import Step, walk
from headway.engine.catalogue import catalogue
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.asking import Asker
from headway.web.bearers import Bearer, borne_by
from headway.web.boards.picks import GoalSet
from headway.web.targets import in_whole, is_of_parts
from headway.web.targets.access import targets_for
from headway.web.targets.approved import Approved, months_of


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
    return None if question.within else borne_by(asker.user, question.filters, question.scope)


def _target(asker: Asker, question: Question, known: Approved) -> GoalSet | None:
    bearer = bearer_of(asker, question)
    value = None if bearer is None else known.value(question.metric, question.period, bearer)
    if value is None:
        return None
    period, is_part = question.period, is_of_parts(question.metric, question.period)
    if is_part:
        value = in_whole(question.metric, value, asker.company.currency if asker.company else None)
    # A question about what stands at a day leaves out the days to come, and its target is of the whole month.
    end = walk(months_of(period)[-1], Step.MONTH, 1) if catalogue()[question.metric].is_stock else period.end
    return GoalSet(value=value, starts_on=period.start, due_on=end - timedelta(days=1), is_target=True, is_part=is_part)
