"""The won deals that norms rest on and the open deals that stand against them, as expressions over facts."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import ibis
from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.facts import CONTACTS, DEALS, STAYS
from headway.engine.narrow import Narrowing, by_columns
from headway.engine.stages import IS_OPEN
from headway.engine.statement import Statement, asked, compiled

_MEETING = "meeting"


class NormMeasure(StrEnum):
    """What a norm is about: how much a deal takes until it is won.

    Contacts and meetings are those about the deal; days run from the day of its first contact, or, where no contact is
    logged, from its entry.
    """

    CONTACTS = "contacts"
    MEETINGS = "meetings"
    DAYS = "days"


class WonPart(StrEnum):
    """Which of the won deals: those a norm counts, or those it leaves out.

    Left out are deals won before their first contact, and deals without a contact whose day of entry is unknown.
    ``UNLOGGED`` are counted ones without a contact, which tell days but neither contacts nor meetings.
    """

    COUNTED = "counted"
    UNLOGGED = "unlogged"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class WonShape:
    """All of a question about listed won deals that its text depends on."""

    narrowing: Narrowing
    part: WonPart
    is_of_segment: bool


@lru_cache(maxsize=8)
def won_counts(dialect: str) -> Statement:
    """Count the won deals by funnel and segment: how many took each ``number`` of each measure (``told``).

    With the parts as further values of ``told``, whose number is 0.
    """
    # Put together once, so that the six counts look at few rows.
    won = _won().group_by("funnel_id", "segment_id", "is_out", *NormMeasure).agg(deals=_.count())
    by_measure = [_counted(won.filter(_[each].notnull()), each, _[each]) for each in NormMeasure]
    parts = [_counted(won.filter(_in_part(each)), each, ibis.literal(0, "int64")) for each in WonPart]
    return compiled(ibis.union(*by_measure, *parts), dialect)


@lru_cache(maxsize=64)
def won_listed(shape: WonShape, dialect: str) -> Statement:
    """List the won deals of a funnel, or of one of its segments, in the order in which they were won."""
    columns = ["deal_id", "client_id", "won_on", *NormMeasure]
    return compiled(_of_group(shape).select(*columns).order_by("won_on", "deal_id"), dialect)


@lru_cache(maxsize=64)
def won_counted(shape: WonShape, dialect: str) -> Statement:
    """Count the deals of such a list."""
    return compiled(_of_group(shape).agg(deals=_.count()), dialect)


@lru_cache(maxsize=128)
def open_counts(narrowing: Narrowing, *, is_of_deals: bool, dialect: str) -> Statement:
    """List the deals that were open at the end of a day, with what they had taken by then.

    ``is_of_deals`` narrows them to some, bound as ``deals``. Days are null where neither a first contact nor the entry
    is known.
    """
    stays = _open_stays(*narrowing.conditions(by_columns()))
    if is_of_deals:
        stays = stays.filter(_is_asked())
    columns = ["deal_id", "client_id", "rep_id", "funnel_id", "segment_id", "stage_id"]
    return compiled(_with_counts(stays.select(*columns)).order_by(*columns), dialect)


@lru_cache(maxsize=8)
def all_open_counts(dialect: str) -> Statement:
    """List all of them in any order, of each no more than what its norm goes by."""
    return compiled(_with_counts(_open_stays().select("deal_id", "funnel_id", "segment_id")), dialect)


def _open_stays(*conditions: Deferred) -> ibis.Table:
    here = (_.entered_on <= _as_of()) & (_.left_on.isnull() | (_.left_on > _as_of()))
    return STAYS.table.filter(here, IS_OPEN, *conditions)


def _won() -> ibis.Table:
    """The deals won in the window, with each measure: null where it is not known."""
    won = DEALS.table.filter(_.won_on >= asked("start", "date"), _.won_on < asked("end", "date"))
    is_out = _.is_won_before_first_contact | (_.first_contact_on.isnull() & ~_.is_entry_known)
    # A log without a single contact knows nothing of how many there were.
    is_logged = ~_.is_out & (_.contacts_until_won > 0)
    nothing = ibis.null("int64")
    return won.mutate(is_out=is_out).mutate(
        contacts=is_logged.ifelse(_.contacts_until_won, nothing),
        meetings=is_logged.ifelse(_.meetings_until_won, nothing),
        days=_.is_out.ifelse(nothing, _days(_.won_on, _.first_contact_on.coalesce(_.entered_on))),
    )


def _counted(won: ibis.Table, told: str, number: Deferred | ibis.Value) -> ibis.Table:
    counted = won.group_by("funnel_id", "segment_id", number=number).agg(deals=_.deals.sum())
    return counted.select("funnel_id", "segment_id", "number", "deals", told=ibis.literal(str(told)))


def _in_part(part: WonPart) -> Deferred:
    if part is WonPart.LEFT_OUT:
        return _.is_out
    return ~_.is_out if part is WonPart.COUNTED else ~_.is_out & _.contacts.isnull()


def _of_group(shape: WonShape) -> ibis.Table:
    own = by_columns({Dimension.REP: "winner_id", Dimension.TEAM: "winner_team_id"})
    won = _won().filter(_in_part(shape.part), *shape.narrowing.conditions(own))
    won = won.filter(_.funnel_id.identical_to(asked("funnel", "int64")))
    return won.filter(_.segment_id.identical_to(asked("segment", "int64"))) if shape.is_of_segment else won


def _is_asked() -> Deferred:
    wanted = asked("deals", "array<int64>").unnest().name("member").as_table()
    return _.deal_id.isin(wanted["member"])


def _with_counts(stays: ibis.Table) -> ibis.Table:
    # Few deals are open, and the others' contacts need not be put together.
    contacts = CONTACTS.table.filter(_.happened_on <= _as_of(), _.deal_id.isin(stays["deal_id"]))
    deals = DEALS.table.select("deal_id", "first_contact_on", "entered_on", "is_entry_known")
    is_meeting = (_.kind == _MEETING).ifelse(1, 0)
    so_far = contacts.group_by("deal_id").agg(contacts=_.count(), meetings=is_meeting.sum())
    joined = stays.inner_join(deals, "deal_id").left_join(so_far, "deal_id")
    known = joined.mutate(
        as_of=_as_of(),
        # Whoever asks of a day in the past must not see a contact that came later.
        since=(_.first_contact_on <= _as_of()).ifelse(
            _.first_contact_on, _.is_entry_known.ifelse(_.entered_on, ibis.null("date"))
        ),
    )
    return known.select(
        *stays.columns,
        contacts=_.contacts.fill_null(0),
        meetings=_.meetings.fill_null(0),
        days=_.since.isnull().ifelse(ibis.null("int64"), _days(_.as_of, _.since)),
    )


def _days(until: Deferred, since: Deferred) -> Deferred:
    """Whole days from one day to another; none where the zones of two reps make the later one the earlier."""
    return ibis.greatest(until.delta(since, unit="day"), 0)


def _as_of() -> ibis.Value:
    return asked("as_of", "date")
