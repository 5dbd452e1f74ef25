"""Looks whether a week was done: from the log, where Headway can see it by itself."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.engine.answer import Answer, ask
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.store import FactStore
from headway.web import figures
from headway.web.access import contacts_for, reps_for
from headway.web.agenda import Agenda
from headway.web.asking import Asker, Words, question_of
from headway.web.models import Aim, ContactComment, Role, User
from headway.web.programmes.outline import Task
from headway.web.working_days import worked


@dataclass(frozen=True)
class Look:
    """What Headway saw: whether the task is done, and what it counted, in words."""

    is_done: bool
    words: str


@dataclass(frozen=True)
class Looking:
    """Where it looks: for whom, in which week, in which facts."""

    asker: Asker
    week: Period
    store: FactStore

    def answer(self, metric: str, *by: Dimension) -> Answer:
        """Return the answer of a metric for the days of the week that have begun."""
        question = question_of(self.asker, metric, Words(period=f"{self.week.start}..{self.week.end}"))
        return ask(replace(question, by=by), self.store)

    @property
    def reps(self) -> list[User]:
        """The reps whose work exists for whoever looks."""
        return list(reps_for(self.asker.user).filter(role=Role.REP, is_active=True).order_by("name"))

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the week, and the first after it, where the reader is."""
        here = timezone.get_current_timezone()
        first, end = (datetime.combine(day, datetime.min.time(), here) for day in (self.week.start, self.week.end))
        return first, end


def look(looking: Looking, task: Task) -> Look | None:
    """Return what Headway sees of a task in a week that has begun; None where somebody must say that it is done."""
    if not task.check:
        return None
    if task.check in _LOOKS:
        return _LOOKS[task.check](looking, task)
    return _of_each(looking, task) if task.each_rep else _counted(looking, task)


def _counted(looking: Looking, task: Task) -> Look:
    count = int(looking.answer(task.check).total.value or 0)
    return Look(count >= task.at_least, _of_so_many(count, task.at_least))


def _of_each(looking: Looking, task: Task) -> Look:
    lines = looking.answer(task.check, Dimension.REP).lines
    counts = {line.keys[0]: int(line.figure.value or 0) for line in lines}
    days = worked(looking.reps, looking.week)
    # Whoever was away all week owes nothing.
    there = [each for each in looking.reps if days.get(each.pk)]
    return _of_people([each for each in there if counts.get(each.pk, 0) >= task.at_least], there)


def _logging(looking: Looking, task: Task) -> Look:
    days: dict[object, set[object]] = defaultdict(set)
    for line in looking.answer("contacts", Dimension.REP, Dimension.DAY).lines:
        if line.figure.value:
            days[line.keys[0]].add(line.keys[1])
    there = worked(looking.reps, looking.week)
    wanted = {each.pk: min(task.at_least, len(there.get(each.pk, {}))) for each in looking.reps}
    people = [each for each in looking.reps if wanted[each.pk]]
    return _of_people([each for each in people if len(days[each.pk]) >= wanted[each.pk]], people)


def _costs(looking: Looking, task: Task) -> Look:
    answer = looking.answer("sales_margin")
    lacking, known = answer.left_out_count, answer.total.rows
    if not lacking:
        return Look(bool(known), _("Every sale has its cost.") if known else _("No sale was booked in this week."))
    words = ngettext(
        "%(count)s sale of the week lacks its cost.", "%(count)s sales of the week lack their cost.", lacking
    )
    return Look(is_done=False, words=words % {"count": figures.number(lacking)})


def _sources(looking: Looking, task: Task) -> Look:
    lines = looking.answer("new_leads", Dimension.SOURCE).lines
    lacking = sum(int(line.figure.value or 0) for line in lines if line.keys[0] is None)
    known = any(line.figure.value for line in lines if line.keys[0] is not None)
    if not lacking:
        return Look(known, _("Every new lead has its source.") if known else _("No lead came in this week."))
    words = ngettext(
        "%(count)s new lead of the week lacks its source.",
        "%(count)s new leads of the week lack their source.",
        lacking,
    )
    return Look(is_done=False, words=words % {"count": figures.number(lacking)})


def _next_steps(looking: Looking, task: Task) -> Look:
    """Look at the deals of today: how it stood on a day gone by, nobody has written down."""
    lacking = Agenda(looking.asker.user, looking.asker.today).missing().count()
    if not lacking:
        return Look(is_done=True, words=_("Every open deal has a next step today."))
    words = ngettext(
        "%(count)s open deal has no next step today.", "%(count)s open deals have no next step today.", lacking
    )
    return Look(is_done=False, words=words % {"count": figures.number(lacking)})


def _comments(looking: Looking, task: Task) -> Look:
    first, end = looking.moments
    found = ContactComment.objects.filter(written_at__gte=first, written_at__lt=end)
    seen = found.filter(contact__in=contacts_for(looking.asker.user)).values("contact").distinct().count()
    return Look(seen >= task.at_least, _of_so_many(seen, task.at_least))


def _aim(looking: Looking, task: Task) -> Look:
    is_set = Aim.objects.filter(starts_on__gte=looking.week.start, starts_on__lt=looking.week.end).exists()
    return Look(is_set, _("An aim was set in this week.") if is_set else _("No aim was set in this week."))


def _of_so_many(count: int, wanted: int) -> str:
    words = {"count": figures.number(count), "wanted": figures.number(wanted)}
    return _("%(count)s of %(wanted)s wanted.") % words


def _of_people(done: list[User], people: list[User]) -> Look:
    """Say who is still lacking: by name, for these are the people whom the reader leads."""
    lacking = [each.name for each in people if each not in done]
    words = _("%(done)s of %(all)s reps have done it.") % {
        "done": figures.number(len(done)),
        "all": figures.number(len(people)),
    }
    if lacking and done and len(lacking) <= 3:
        still = _("Still lacking: %(names)s.") % {"names": ", ".join(lacking)}
        words = f"{words} {still}"
    return Look(bool(people) and not lacking, words)


_LOOKS: Mapping[str, Callable[[Looking, Task], Look]] = {
    "costs": _costs,
    "sources": _sources,
    "logging": _logging,
    "next_steps": _next_steps,
    "comments": _comments,
    "aim": _aim,
}


def week_of(starts_on: date, number: int) -> Period:
    """Return the seven days of a week of a programme, counted from 1."""
    first = starts_on + timedelta(days=7 * (number - 1))
    return Period(first, first + timedelta(days=7))
