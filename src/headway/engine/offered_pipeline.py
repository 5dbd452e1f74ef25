"""What is under way, as a company can count it by itself: open leads and opportunities, expected days, moves."""

from types import MappingProxyType

from ibis import _

from headway.engine.ground import (
    DEAL_KINDS,
    OUTCOMES,
    WHERE_FROM,
    Day,
    Ground,
    How,
    Sort,
    Trait,
    known,
    money,
    named,
    word,
)
from headway.engine.leads import STANDING
from headway.engine.slipped import EXPECTED, SLIPPED
from headway.engine.text import gettext_noop

_CAUSES = MappingProxyType(
    {
        "client": gettext_noop("the client's own step"),
        "correction": gettext_noop("correction"),
        "import": gettext_noop("import"),
    }
)
_ADVANCES = MappingProxyType(
    {
        "forward": gettext_noop("forward"),
        "back": gettext_noop("back"),
        "lost": gettext_noop("lost"),
        "reopened": gettext_noop("reopened"),
        "moved": gettext_noop("to another funnel"),
        "none": gettext_noop("to where it stood"),
    }
)

PIPELINE = Ground(
    words=gettext_noop("open opportunities"),
    hows=(How.COUNT, How.SUM, How.MEAN),
    instead=gettext_noop("What stands at the end of a period is counted, added up or averaged: choose one of these."),
    days=MappingProxyType(
        {
            "since_on": Day(
                words=gettext_noop("opportunities that stood open at the end of the period"),
                until="until_on",
                dated=_.is_entry_known,
            )
        }
    ),
    quantities=MappingProxyType({"value_amount": known("value_amount", gettext_noop("value on that day"))}),
    traits=MappingProxyType(
        {
            "kind": word("kind", gettext_noop("kind"), DEAL_KINDS),
            "stage": named("stage_id", gettext_noop("stage on that day")),
            "value_amount": money("value_amount", gettext_noop("value on that day")),
            **WHERE_FROM,
        }
    ),
)

OPEN_LEADS = Ground(
    words=gettext_noop("open leads"),
    hows=(How.COUNT,),
    instead=gettext_noop("Open leads are counted: what they are worth is known of opportunities alone."),
    days=MappingProxyType(
        {
            STANDING.on: Day(
                words=gettext_noop("leads that stood open at the end of the period"),
                until=STANDING.until,
                where=STANDING.where,
                dated=STANDING.dated,
            )
        }
    ),
    traits=MappingProxyType(
        {
            "kind": word("kind", gettext_noop("kind"), DEAL_KINDS),
            "stage": named("stage_id", gettext_noop("stage on that day")),
            **WHERE_FROM,
        }
    ),
)

EXPECTATIONS = Ground(
    words=gettext_noop("expected days"),
    days=MappingProxyType(
        {
            EXPECTED.on: Day(
                words=gettext_noop("deals by the last day in the period on which they were expected to be won"),
                is_beginning=True,
                is_gone_by=EXPECTED.is_gone_by,
                again_on=EXPECTED.again_on,
                left_out=gettext_noop(
                    "Days that are still to come. Deals of which nobody said on which day they are expected. A day "
                    "that was corrected on the day it was written."
                ),
            )
        }
    ),
    quantities=MappingProxyType({"value_amount": known("value_amount", gettext_noop("value on the expected day"))}),
    traits=MappingProxyType(
        {
            "is_slipped": Trait(
                words=gettext_noop("slipped: neither won nor lost by that day"),
                sort=Sort.YES_NO,
                holds=SLIPPED.where,
            ),
            "outcome": word("outcome", gettext_noop("outcome"), OUTCOMES, is_later=True),
            "kind": word("kind", gettext_noop("kind"), DEAL_KINDS),
            "value_amount": money("value_amount", gettext_noop("value on the expected day")),
            **WHERE_FROM,
        }
    ),
    things=MappingProxyType({"client_id": gettext_noop("clients"), "rep_id": gettext_noop("reps")}),
)

MOVES = Ground(
    words=gettext_noop("moves without a contact"),
    hows=(How.COUNT, How.DISTINCT),
    instead=gettext_noop("Moves are counted: there is nothing about them to add up or to average."),
    days=MappingProxyType(
        {"happened_on": Day(words=gettext_noop("changes of stage without a contact by the day they happened"))}
    ),
    traits=MappingProxyType(
        {
            "cause": word("cause", gettext_noop("cause"), _CAUSES),
            "advance": word("advance", gettext_noop("direction"), _ADVANCES),
            "stage_before": named("stage_before_id", gettext_noop("stage before it")),
            "stage": named("stage_id", gettext_noop("stage after it")),
            **WHERE_FROM,
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
