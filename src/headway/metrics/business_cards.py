"""Business cards: the cards that reps handed out."""

from ibis import _

from headway.engine.metric import Grade, Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Business cards"),
    also=gettext_noop("business cards handed out, visiting cards, cards handed out"),
    meaning=gettext_noop("Business cards that reps handed out in the period, as they tallied them."),
    formula=gettext_noop("Sum of the tallies of business cards, by the day they were counted for."),
    left_out=gettext_noop("Tallies of other kinds. A correction downwards takes away what was counted too much."),
    of=Measure(facts="tallies", on="counted_on", value=_["count"], where=_.code == "business_cards"),
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
        2024-01 = 1
    """,
    oracle="""
        -- The tallies of business cards.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            coalesce(sum("count"), 0) AS of
        FROM tallies
        WHERE counted_on >= $start AND counted_on < $end AND code = 'business_cards'
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
