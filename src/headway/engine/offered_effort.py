"""What is put in, as a company can count it by itself: appointments, tallies, costs of sources, and working time."""

from types import MappingProxyType

from ibis import _

from headway.engine.costed import NO_COST, SPENT
from headway.engine.ground import (
    CONTACT_KINDS,
    OUTCOMES,
    WHERE_FROM,
    Day,
    Ground,
    How,
    Quantity,
    Sort,
    Trait,
    named,
    word,
    yes_no,
)
from headway.engine.metric import Unit
from headway.engine.text import gettext_noop
from headway.engine.timed import NO_TIME, WRITTEN

_COUNTED = (How.COUNT, How.DISTINCT)

APPOINTMENTS = Ground(
    words=gettext_noop("appointments"),
    is_volume=True,
    hows=_COUNTED,
    instead=gettext_noop("Appointments are counted: there is nothing about them to add up or to average."),
    days=MappingProxyType(
        {
            "set_on": Day(
                words=gettext_noop("appointments by the day they were agreed"),
                is_beginning=True,
                rep="setter_id",
                team="setter_team_id",
            ),
            "due_on": Day(
                words=gettext_noop("appointments by the day they were for"),
                is_beginning=True,
                is_gone_by=True,
                left_out=gettext_noop("Appointments of today and of the days to come: they may still be kept."),
            ),
            "kept_on": Day(words=gettext_noop("appointments by the day they were kept"), is_beginning=True),
        }
    ),
    traits=MappingProxyType(
        {
            "is_kept": Trait(words=gettext_noop("kept"), is_later=True, sort=Sort.YES_NO, holds=_.kept_on.notnull()),
            "kind": word("kind", gettext_noop("kind of the contact that agreed it"), CONTACT_KINDS),
            "is_cold": yes_no("is_cold", gettext_noop("agreed by a cold contact")),
            "is_inbound": yes_no("is_inbound", gettext_noop("agreed by a contact that the client began")),
            "outcome": word("outcome", gettext_noop("outcome of its deal"), OUTCOMES, is_later=True),
            **WHERE_FROM,
        }
    ),
    things=MappingProxyType(
        {
            "client_id": gettext_noop("clients"),
            "deal_id": gettext_noop("deals"),
        }
    ),
)

TALLIES = Ground(
    words=gettext_noop("tallies"),
    one=_["count"],
    is_volume=True,
    hows=_COUNTED,
    instead=gettext_noop("Tallies are counts already: choose how many of them."),
    days=MappingProxyType({"counted_on": Day(words=gettext_noop("tallies by the day they were counted for"))}),
    traits=MappingProxyType({"tally_kind": named("tally_kind_id", gettext_noop("what was counted"))}),
    things=MappingProxyType({"rep_id": gettext_noop("reps")}),
)

COSTS = Ground(
    words=gettext_noop("costs"),
    hows=(How.SUM, How.DISTINCT),
    instead=gettext_noop("Costs are spread over their days, so that their number says nothing: choose the sum."),
    unwritten=NO_COST,
    days=MappingProxyType(
        {
            "spent_on": Day(
                words=gettext_noop("costs of sources by the days they are spread over"),
                rep=SPENT.rep,
                team=SPENT.team,
                left_out=gettext_noop(
                    "What nobody wrote down: without a cost it is unknown, not zero. Costs are those of the whole "
                    "company; who sees only a team or only themselves does not see them."
                ),
            )
        }
    ),
    quantities=MappingProxyType(
        {"amount": Quantity(words=gettext_noop("amount of the cost"), unit=Unit.MONEY, value=_.amount)}
    ),
    traits=MappingProxyType({"source": named("source_id", gettext_noop("source"))}),
    things=MappingProxyType({"source_id": gettext_noop("sources")}),
)

TIME_ENTRIES = Ground(
    words=gettext_noop("working time"),
    is_volume=True,
    hows=(How.SUM, How.DISTINCT),
    instead=gettext_noop(
        "Working time is written down in as many pieces as one likes, so that their number says nothing: choose the "
        "sum."
    ),
    unwritten=NO_TIME,
    days=MappingProxyType(
        {
            WRITTEN.on: Day(
                words=gettext_noop("working time by the day it was spent"),
                left_out=gettext_noop("Time that nobody wrote down."),
            )
        }
    ),
    quantities=MappingProxyType(
        {"time": Quantity(words=gettext_noop("time written down"), unit=Unit.HOURS, value=_.seconds * 1_000_000)}
    ),
    traits=MappingProxyType(
        {
            "time_category": named("time_category_id", gettext_noop("time category")),
            "is_selling": yes_no("is_selling", gettext_noop("selling")),
        }
    ),
    things=MappingProxyType({"rep_id": gettext_noop("reps"), "time_category_id": gettext_noop("time categories")}),
)
