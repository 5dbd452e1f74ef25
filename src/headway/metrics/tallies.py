"""Tallies: what reps counted without a client, by the company's own kinds."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Tallies"),
    also=gettext_noop("tally, counters, own counters, door knocks"),
    meaning=gettext_noop(
        "What reps counted in the period without a client: business cards handed out, door knocks, whatever the "
        "company counts. Read it cut by its kinds: together they mean little."
    ),
    formula=gettext_noop("Sum of what was counted, by the day it was counted for."),
    left_out=gettext_noop("Nothing. A correction downwards takes away what was counted too much."),
    of=Measure(facts="tallies", on="counted_on", value=_["count"]),
    group=Group.CONTACTS,
    better=None,
    grade=Grade.VOLUME,
    example="""
        tally | counted_on | tally_kind     | code           | count
        1     | 2024-01-05 | Business cards | business_cards | 1
        2     | 2024-01-05 | Business cards | business_cards | 1
        3     | 2024-01-20 | Business cards | business_cards | -1
        4     | 2024-01-20 | Door knocks    |                | 12
        5     | 2024-02-01 | Business cards | business_cards | 3
        2024-01 = 13
    """,
    oracle="""
        -- Everything that was counted.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum("count"), 0) AS of
        FROM tallies
        WHERE counted_on >= $start AND counted_on < $end
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
