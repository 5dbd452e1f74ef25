"""The programme that runs: which week it is, what was done in each, and what each changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from headway.engine.period import Period
from headway.engine.store import FactStore
from headway.web.asking import Asker
from headway.web.models import Programme, WeekDone
from headway.web.own.uses import gone_words
from headway.web.programmes.checks import Look, Looking, look, week_of
from headway.web.programmes.effects import Effect, Effects
from headway.web.programmes.files import shipped
from headway.web.programmes.outline import Outline, Task, as_counted, gone_from, task_kept


@dataclass(frozen=True)
class FollowedWeek:
    """A week of the programme: ``look`` is what Headway saw of it, ``said`` who called it done, ``effect`` its change.

    ``look`` is None for weeks to come, and for tasks that nobody but people can see done.
    """

    number: int
    period: Period
    task: Task
    today: date
    look: Look | None = None
    said: WeekDone | None = None
    effect: Effect | None = None

    @property
    def is_now(self) -> bool:
        """Whether it is the week that runs."""
        return self.period.start <= self.today < self.period.end

    @property
    def is_past(self) -> bool:
        """Whether it has gone by."""
        return self.period.end <= self.today

    @property
    def has_begun(self) -> bool:
        """Whether it runs or has gone by."""
        return self.period.start <= self.today

    @property
    def gone(self) -> list[str]:
        """Say which numbers it goes by that are not counted any more."""
        return [gone_words(name) for name in gone_from(self.task)]

    @property
    def is_done(self) -> bool:
        """Whether it is done: somebody said so, or Headway saw it."""
        return self.said is not None or (self.look is not None and self.look.is_done)


@dataclass(frozen=True)
class Followed:
    """A programme with its weeks; ``since`` is what changed from its first day to the end of the last whole week."""

    programme: Programme
    outline: Outline
    weeks: tuple[FollowedWeek, ...]
    since: tuple[Effect, ...]
    gone: Period

    @property
    def now(self) -> FollowedWeek | None:
        """The week that runs; None before the first and after the last."""
        return next((each for each in self.weeks if each.is_now), None)

    @property
    def gone_until(self) -> date:
        """The last day of its whole weeks that have gone by."""
        return max(self.gone.start, self.gone.end - timedelta(days=1))

    @property
    def is_over(self) -> bool:
        """Whether its last week has gone by."""
        return all(each.is_past for each in self.weeks)


def outline_of(programme: Programme) -> Outline:
    """Return what a programme says: one that ships in the reader's language, one's own as it was written."""
    if programme.shipped:
        return shipped(programme.shipped)
    return Outline(programme.name, tuple(task_kept(week) for week in programme.weeks))


def running() -> Programme | None:
    """Return the programme that runs."""
    return Programme.objects.filter(is_running=True).first()


def followed(asker: Asker, programme: Programme, store: FactStore) -> Followed:
    """Return a programme with what was done and what changed, as far as its asker sees the numbers."""
    outline = outline_of(programme)
    said = {each.number: each for each in programme.done.select_related("done_by")}
    end = week_of(programme.starts_on, len(outline.tasks)).end
    gone = Period(programme.starts_on, max(programme.starts_on, _last_end(programme.starts_on, end, asker.today)))
    measures = [as_counted(each).measure for each in outline.tasks]
    effects = Effects(asker, measures, Period(programme.starts_on, end), store)
    weeks = []
    for number, task in enumerate(outline.tasks, 1):
        week = FollowedWeek(number, week_of(programme.starts_on, number), task, asker.today, said=said.get(number))
        weeks.append(_looked_at(week, asker, effects, store))
    return Followed(programme, outline, tuple(weeks), _since(outline, effects, gone), gone)


def _looked_at(week: FollowedWeek, asker: Asker, effects: Effects, store: FactStore) -> FollowedWeek:
    if not week.has_begun:
        return week
    seen = look(Looking(asker, week.period, store), as_counted(week.task))
    effect = effects.of(week.task.measure, week.period) if week.is_past else None
    return FollowedWeek(week.number, week.period, week.task, week.today, seen, week.said, effect)


def _since(outline: Outline, effects: Effects, gone: Period) -> tuple[Effect, ...]:
    if not gone.days:
        return ()
    names: Sequence[str] = list(dict.fromkeys(each.measure for each in outline.tasks if each.measure))
    return tuple(found for name in names if (found := effects.of(name, gone)) is not None)


def _last_end(first: date, end: date, today: date) -> date:
    """Return the end of the last week that has gone by whole."""
    return min(end, first + timedelta(days=(today - first).days // 7 * 7))
