"""Counts working days: the company's calendar, and of each person the share of each day that they work."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Min

from headway.engine.period import Period
from headway.engine.question import Key
from headway.planning.calendar import Calendar, CalendarDay
from headway.planning.presence import Away, Presence, Week
from headway.web.clock import day_of, zone_of
from headway.web.models import Absence, Company, Contact, Membership, OverruledDay, OwnWeek, User

Span = tuple[date, date | None]
_HALF = Decimal("0.5")


def company_calendar(company: Company | None = None) -> Calendar:
    """Return the calendar of the company, with the days that it overruled."""
    company = company or Company.objects.first()
    if company is None:
        return Calendar("")
    ruled = {each.day: (each.is_worked, each.why) for each in OverruledDay.objects.all()}
    return Calendar(company.country, company.region, frozenset(map(int, company.working_weekdays)), ruled)


def company_days(period: Period) -> dict[date, Decimal]:
    """Return the days of a period that the company works, each as one; not to be asked about all time."""
    days = company_calendar().days(period.start, period.end)
    return {each.day: Decimal(1) for each in days if each.is_worked}


def worked(people: Sequence[User], period: Period) -> dict[int, dict[date, Decimal]]:
    """Return by the id of each person the days they work in a period, each with its share of a full day.

    Days of no work are left out. Not to be asked about all time.
    """
    return worked_by(people, period, spans_of([each.pk for each in people]))


def worked_today(person: User, day: date) -> bool:
    """Return whether a person works on a day, or on a part of it."""
    return bool(worked([person], Period.day(day))[person.pk])


def worked_by(
    people: Sequence[User], period: Period, spans: Mapping[int, Sequence[Span]]
) -> dict[int, dict[date, Decimal]]:
    """Return the same of people who are there on some days only, those before they joined left out."""
    settled = Company.objects.first()
    days = list(company_calendar(settled).days(period.start, period.end))
    company = {each.day: Decimal(1) for each in days if each.is_worked}
    ids = [each.pk for each in people]
    weeks, away, joined = _weeks(ids, period), _away(ids, period), _joined(people, period, settled)
    return {
        id_: _shares_of(
            Presence(_after(spans.get(id_, ()), joined.get(id_)), weeks.get(id_, ()), away.get(id_, ())), days, company
        )
        for id_ in ids
    }


def own_weeks(people: Collection[User], day: date) -> dict[int, float]:
    """Return how many full days a week those work whose week is their own on a day, by their ids."""
    weeks = {id_: found[-1].shares for id_, found in _weeks([each.pk for each in people], Period.day(day)).items()}
    return {id_: float(sum(shares)) for id_, shares in weeks.items() if shares}


def spans_of(rep_ids: Collection[int], team_ids: Collection[Key] = ()) -> dict[int, list[Span]]:
    """Return when each was a member of any of some teams, or without them of any; a next one ends the former.

    The end of a span is not included. Who was never in any team is always there.
    """
    memberships = Membership.objects.filter(user__in=rep_ids).order_by("user", "-starts_on")
    spans: dict[int, list[Span]] = {rep_id: [] for rep_id in rep_ids}
    next_one: tuple[int, date] | None = None
    told = memberships.values_list("user", "team", "starts_on", "ends_on")
    for rep_id, team_id, starts_on, ends_on in told:
        follows = next_one[1] if next_one and next_one[0] == rep_id else None
        if not team_ids or team_id in team_ids:
            spans[rep_id].append((starts_on, min(filter(None, (ends_on, follows)), default=None)))
        next_one = (rep_id, starts_on)
    without = set(rep_ids) - {rep_id for rep_id, *_rest in told}
    return spans | {rep_id: [(date.min, None)] for rep_id in without}


def _shares_of(presence: Presence, days: Sequence[CalendarDay], company: Mapping[date, Decimal]) -> dict[date, Decimal]:
    # Most are like the company: a copy costs a tenth of looking at every day of years.
    is_plain = days and not presence.weeks and not presence.away
    if is_plain and any(start <= days[0].day and (end is None or end > days[-1].day) for start, end in presence.spans):
        return dict(company)
    return presence.shares(days)


def _after(spans: Sequence[Span], joined_on: date | None) -> list[Span]:
    if joined_on is None:
        return list(spans)
    return [(max(start, joined_on), end) for start, end in spans if end is None or end > joined_on]


def _weeks(ids: Collection[int], period: Period) -> Mapping[int, list[Week]]:
    weeks: dict[int, list[Week]] = defaultdict(list)
    for each in OwnWeek.objects.filter(user__in=ids, starts_on__lt=period.end).order_by("starts_on"):
        shares = each.percents and tuple(Decimal(percent) / 100 for percent in each.percents)
        weeks[each.user_id].append(Week(each.starts_on, shares or None))
    return weeks


def _away(ids: Collection[int], period: Period) -> Mapping[int, list[Away]]:
    away: dict[int, list[Away]] = defaultdict(list)
    for each in Absence.objects.filter(user__in=ids, starts_on__lt=period.end, ends_on__gt=period.start):
        away[each.user_id].append(Away(each.starts_on, each.ends_on, _HALF if each.is_half else Decimal(1)))
    return away


def _joined(people: Sequence[User], period: Period, company: Company | None) -> Mapping[int, date]:
    """Return who joined after a period began: on the day they were added, or of a contact of theirs before it."""
    added = {each.pk: day_of(each.joined_at, zone_of(each, company)) for each in people if each.joined_at}
    late = {id_: day for id_, day in added.items() if day > period.start}
    if not late:
        return {}
    contacts = Contact.objects.filter(rep__in=late).order_by().values_list("rep").annotate(Min("happened_on"))
    return late | {id_: min(late[id_], first) for id_, first in contacts}
