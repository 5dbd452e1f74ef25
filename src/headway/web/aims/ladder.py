"""The base indicators that one begins with, whether each is kept up week by week, and which one comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.engine.answer import Answer, ask_all
from headway.engine.calendar import Step, first_day
from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.store import FactStore
from headway.planning.keeping_up import OF_WEEKS, kept_up, on_the_ladder
from headway.web import audit
from headway.web.access import Verb, may, require
from headway.web.aims.baseline import WEEK
from headway.web.asking import Asker, Words, questions_of
from headway.web.models import Role, TakenIndicator, User
from headway.web.naming import NotUnderstood
from headway.web.working_days import company_days, worked

FIRST = 3
# A rep who was away for long is judged by the last weeks in which they worked, as far back as this.
_LOOKED_AT = 13


@dataclass(frozen=True)
class Rung:
    """A base indicator as one writes it down: its metric, what it is called, what is to be written and why."""

    name: str
    label: str | Promise
    why: str | Promise


@dataclass(frozen=True)
class Stood:
    """A rung with the last five weeks, the latest last: whether anything that it counts was written down in each."""

    rung: Rung
    weeks: tuple[tuple[date, bool], ...]
    is_stood_on: bool
    is_offered: bool

    @property
    def is_kept_up(self) -> bool:
        """Whether it was recorded in four of five weeks."""
        return kept_up([is_recorded for _week, is_recorded in self.weeks])


@dataclass(frozen=True)
class Ladder:
    """All rungs of a user, in order; ``is_of_company`` where it is the company's, which the owner leads up."""

    rungs: tuple[Stood, ...]
    is_of_company: bool

    @property
    def stood_on(self) -> list[Stood]:
        """The rungs stood on."""
        return [each for each in self.rungs if each.is_stood_on]

    @property
    def offered(self) -> Stood | None:
        """The next rung, where the last one is kept up."""
        return next((each for each in self.rungs if each.is_offered), None)

    @property
    def is_begun(self) -> bool:
        """Whether the first three are kept up, so that nobody needs to be reminded of them."""
        return all(each.is_kept_up for each in self.rungs[:FIRST])


COMPANY: tuple[Rung, ...] = (
    Rung("sales_volume", gettext_lazy("Sales volume"), gettext_lazy("Book every sale with its amount.")),
    Rung("sales_margin", gettext_lazy("Sales margin"), gettext_lazy("Book every sale with what it cost.")),
    Rung("new_leads", gettext_lazy("New leads"), gettext_lazy("Write every lead down on the day it comes in.")),
    Rung(
        "leads_to_opportunities_period",
        gettext_lazy("Leads to opportunities"),
        gettext_lazy("Move a lead on when it has qualified, so that the conversion can be told."),
    ),
    Rung("average_sale", gettext_lazy("Average sale"), gettext_lazy("Look at what a sale brings, week by week.")),
    Rung(
        "sales_per_client",
        gettext_lazy("Sales per client"),
        gettext_lazy("Look at how often a client who buys does so."),
    ),
)
REP: tuple[Rung, ...] = (
    Rung("cold_calls", gettext_lazy("Cold calls"), gettext_lazy("Log every call to somebody new.")),
    Rung("appointments_set", gettext_lazy("Appointments set"), gettext_lazy("Log the date when a meeting is agreed.")),
    Rung("sales", gettext_lazy("Sales"), gettext_lazy("Have every sale booked in your name.")),
    Rung("appointments_kept", gettext_lazy("Appointments kept"), gettext_lazy("Log the meeting when it was held.")),
    Rung("new_leads", gettext_lazy("New leads"), gettext_lazy("Open a deal for everybody who may buy.")),
    Rung("average_sale", gettext_lazy("Average sale"), gettext_lazy("Look at what a sale of yours brings.")),
)


def ladder_of(asker: Asker, store: FactStore) -> Ladder:
    """Return the ladder of whoever asks: a rep their own, all others the company's, as far as they see it."""
    is_of_company = asker.user.role != Role.REP
    rungs = COMPANY if is_of_company else REP
    weeks = _weeks(asker, is_of_company=is_of_company)
    taken = TakenIndicator.objects.filter(user=None if is_of_company else asker.user)
    count = taken.filter(indicator__in=[each.name for each in rungs[FIRST:]]).count()
    recorded = _recorded(asker, rungs, weeks, store)
    kept = [kept_up([is_recorded for _week, is_recorded in recorded[each.name]]) for each in rungs]
    stood, is_offered = on_the_ladder(FIRST, count, kept)
    told = (
        Stood(each, tuple(recorded[each.name]), place < stood, is_offered and place == stood)
        for place, each in enumerate(rungs)
    )
    return Ladder(tuple(told), is_of_company)


def take_next(asker: Asker, name: str, store: FactStore) -> None:
    """Take the next indicator on, which must be the one that is offered. Raises NotUnderstood, PermissionDenied."""
    ladder = ladder_of(asker, store)
    require(asker.user, Verb.ADMINISTER if ladder.is_of_company else Verb.LOG)
    offered = ladder.offered
    if offered is None or offered.rung.name != name:
        raise NotUnderstood(_("The next indicator comes when the last one was kept up in four of five weeks."), "name")
    holder = None if ladder.is_of_company else asker.user
    with transaction.atomic():
        taken, is_new = TakenIndicator.objects.get_or_create(
            user=holder, indicator=name, defaults={"taken_at": asker.now}
        )
        if is_new:
            audit.record(asker.user, "add", taken, asker.now, after={"indicator": name})


def may_take(user: User, ladder: Ladder) -> bool:
    """Whether a user may take on what is offered."""
    return may(user, Verb.ADMINISTER if ladder.is_of_company else Verb.LOG)


def _weeks(asker: Asker, *, is_of_company: bool) -> list[date]:
    """Return the first days of the last five whole weeks on which there was work, the latest last."""
    this = first_day(asker.today, Step.WEEK, asker.week_start)
    looked_at = Period(this - _LOOKED_AT * WEEK, this)
    days = company_days(looked_at) if is_of_company else worked([asker.user], looked_at).get(asker.user.pk, {})
    weeks = [this - ago * WEEK for ago in range(_LOOKED_AT, 0, -1)]
    return [week for week in weeks if any(week + timedelta(days=place) in days for place in range(7))][-OF_WEEKS:]


def _recorded(
    asker: Asker, rungs: Sequence[Rung], weeks: Sequence[date], store: FactStore
) -> Mapping[str, list[tuple[date, bool]]]:
    """Return of each rung whether anything that it counts was written down in each week."""
    if not weeks:
        return {each.name: [] for each in rungs}
    words = Words(period=f"{weeks[0]}..{weeks[-1] + WEEK}")
    questions = questions_of(asker, [each.name for each in rungs], words)
    answers = ask_all([replace(each, by=(Dimension.WEEK,)) for each in questions], store)
    return {rung.name: _of(answer, weeks) for rung, answer in zip(rungs, answers, strict=True)}


def _of(answer: Answer, weeks: Sequence[date]) -> list[tuple[date, bool]]:
    rows = {line.keys[0]: line.figure.rows for line in answer.lines}
    return [(week, bool(rows.get(week))) for week in weeks]
