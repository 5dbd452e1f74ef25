"""What a company can count by itself: fact tables with their days, quantities and traits, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from ibis import Deferred, _

from headway.engine.dimension import Dimension
from headway.engine.metric import Column, Unit
from headway.engine.text import gettext_noop


class Sort(StrEnum):
    """What the values of a trait are: words of a list, names that ids stand for, yes or no, pieces, minor units."""

    WORD = "word"
    NAMED = "named"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"


@dataclass(frozen=True, eq=False, kw_only=True)
class Day:
    """A day that rows can be counted by; ``words`` names the rows with it, ``rep`` and ``team`` say whose they are.

    ``is_beginning`` where more becomes of the rows after it.
    """

    words: str
    is_beginning: bool = False
    dated: Deferred | None = None
    rep: Column = "rep_id"
    team: Column = "team_id"


@dataclass(frozen=True, eq=False, kw_only=True)
class Quantity:
    """What of a row can be added up or averaged: an integer, in minor units or microseconds where it is no count."""

    words: str
    unit: Unit
    value: Deferred
    where: Deferred | None = None
    left_out: Deferred | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Trait:
    """What rows can be told apart by: a column, and the values it can have where those are words of a list.

    ``is_later`` where it says what became of a row by now.
    """

    words: str
    is_later: bool = False
    sort: Sort
    column: str
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def dimension(self) -> Dimension:
        """The dimension whose names its ids stand for; ValueError for what is not named."""
        return Dimension(self.column.removesuffix("_id"))


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """A fact table as it is offered; ``one`` is what a row counts for, ``things`` what different ones are counted of.

    ``is_volume`` where its plain number tells how busy people were, which grades nobody.
    """

    words: str
    days: Mapping[str, Day]
    quantities: Mapping[str, Quantity]
    traits: Mapping[str, Trait]
    things: Mapping[str, str]
    one: int | Deferred = 1
    is_volume: bool = False


def _named(column: str, words: str, *, is_later: bool = False) -> Trait:
    return Trait(words=words, sort=Sort.NAMED, column=column, is_later=is_later)


def _yes_no(column: str, words: str) -> Trait:
    return Trait(words=words, sort=Sort.YES_NO, column=column)


def _known(column: str, words: str, unit: Unit = Unit.MONEY) -> Quantity:
    return Quantity(words=words, unit=unit, value=_[column], left_out=_[column].isnull())


_DEAL_KINDS = MappingProxyType(
    {
        "new_business": gettext_noop("new business"),
        "add_on": gettext_noop("add-on"),
        "renewal": gettext_noop("renewal"),
    }
)
_CONTACT_KINDS = MappingProxyType(
    {
        "call": gettext_noop("call"),
        "meeting": gettext_noop("meeting"),
        "email": gettext_noop("e-mail"),
        "message": gettext_noop("message"),
        "mail": gettext_noop("direct mail"),
        "demo": gettext_noop("demo"),
        "visit": gettext_noop("visit"),
    }
)
_OUTCOMES = MappingProxyType({"open": gettext_noop("open"), "won": gettext_noop("won"), "lost": gettext_noop("lost")})
_WHERE_FROM = {
    "source": _named("source_id", gettext_noop("source")),
    "segment": _named("segment_id", gettext_noop("segment")),
    "funnel": _named("funnel_id", gettext_noop("funnel")),
}

_CONTACTS = Ground(
    words=gettext_noop("contacts"),
    one=_.volume,
    is_volume=True,
    days=MappingProxyType({"happened_on": Day(words=gettext_noop("contacts by the day they happened"))}),
    quantities=MappingProxyType(
        {
            "duration": Quantity(
                words=gettext_noop("time spent on the contact"),
                unit=Unit.HOURS,
                value=_.duration_seconds * 1_000_000,
                where=_.volume == 1,
                left_out=_.duration_seconds.isnull(),
            )
        }
    ),
    traits=MappingProxyType(
        {
            "kind": Trait(words=gettext_noop("kind"), sort=Sort.WORD, column="kind", values=_CONTACT_KINDS),
            "is_cold": _yes_no("is_cold", gettext_noop("cold")),
            "is_inbound": _yes_no("is_inbound", gettext_noop("begun by the client")),
            "is_effective": _yes_no("is_effective", gettext_noop("effective")),
            "is_new_ground": _yes_no("is_new_ground", gettext_noop("on new ground")),
            "stage": _named("stage_id", gettext_noop("stage after it")),
            **_WHERE_FROM,
        }
    ),
    things=MappingProxyType(
        {
            "client_id": gettext_noop("clients"),
            "deal_id": gettext_noop("deals"),
            "rep_id": gettext_noop("reps"),
        }
    ),
)


_DEALS = Ground(
    words=gettext_noop("deals"),
    days=MappingProxyType(
        {
            "entered_on": Day(
                words=gettext_noop("deals by the day they entered"), is_beginning=True, dated=_.is_entry_known
            ),
            "qualified_on": Day(
                words=gettext_noop("deals by the day they qualified"),
                is_beginning=True,
                dated=_.is_entry_known | (_.qualified_at > _.entered_at),
            ),
            "won_on": Day(words=gettext_noop("deals by the day they were won"), rep="winner_id", team="winner_team_id"),
            "lost_on": Day(words=gettext_noop("deals by the day they were lost")),
            "closed_on": Day(
                words=gettext_noop("deals by the day they were won or lost"),
                rep=_.winner_id.coalesce(_.rep_id),
                team=_.winner_team_id.coalesce(_.team_id),
            ),
        }
    ),
    quantities=MappingProxyType(
        {
            "value_amount": _known("value_amount", gettext_noop("value now")),
            "qualified_amount": _known("qualified_amount", gettext_noop("value when it qualified")),
            "won_amount": _known("won_amount", gettext_noop("value when it was won")),
            "contacts": Quantity(words=gettext_noop("contacts about the deal"), unit=Unit.COUNT, value=_.contacts),
            "time_to_win": Quantity(
                words=gettext_noop("time from entry to won"),
                unit=Unit.DAYS,
                value=_.won_at - _.entered_at,
                left_out=~_.is_entry_known | _.won_at.isnull(),
            ),
        }
    ),
    traits=MappingProxyType(
        {
            "kind": Trait(words=gettext_noop("kind"), sort=Sort.WORD, column="kind", values=_DEAL_KINDS),
            "outcome": Trait(
                words=gettext_noop("outcome"), is_later=True, sort=Sort.WORD, column="outcome", values=_OUTCOMES
            ),
            "is_lead": _yes_no("is_lead", gettext_noop("entered as a lead")),
            "stage": _named("stage_id", gettext_noop("stage now"), is_later=True),
            "loss_reason": _named("loss_reason_id", gettext_noop("reason of loss"), is_later=True),
            "value_amount": Trait(
                words=gettext_noop("value now"), is_later=True, sort=Sort.MONEY, column="value_amount"
            ),
            "won_amount": Trait(
                words=gettext_noop("value when it was won"), is_later=True, sort=Sort.MONEY, column="won_amount"
            ),
            "contacts": Trait(
                words=gettext_noop("contacts about the deal"), is_later=True, sort=Sort.NUMBER, column="contacts"
            ),
            **_WHERE_FROM,
        }
    ),
    things=MappingProxyType({"client_id": gettext_noop("clients"), "rep_id": gettext_noop("reps")}),
)

_SALES = Ground(
    words=gettext_noop("sales"),
    days=MappingProxyType({"sold_on": Day(words=gettext_noop("sales by the day they were sold"))}),
    quantities=MappingProxyType(
        {
            "amount": Quantity(words=gettext_noop("amount of the sale"), unit=Unit.MONEY, value=_.amount),
            "margin": Quantity(
                words=gettext_noop("margin of the sale"),
                unit=Unit.MONEY,
                value=_.amount - _.cost_amount,
                left_out=_.cost_amount.isnull(),
            ),
            "cost_amount": _known("cost_amount", gettext_noop("cost of the sale")),
        }
    ),
    traits=MappingProxyType(
        {
            "kind": Trait(words=gettext_noop("kind"), sort=Sort.WORD, column="kind", values=_DEAL_KINDS),
            "is_won_back": _yes_no("is_won_back", gettext_noop("won back")),
            "amount": Trait(words=gettext_noop("amount of the sale"), sort=Sort.MONEY, column="amount"),
            **_WHERE_FROM,
        }
    ),
    things=MappingProxyType({"client_id": gettext_noop("clients"), "rep_id": gettext_noop("reps")}),
)

GROUNDS: Mapping[str, Ground] = MappingProxyType({"contacts": _CONTACTS, "deals": _DEALS, "sales": _SALES})
