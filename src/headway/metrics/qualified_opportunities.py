"""Qualified opportunities: the deals that first stood on an opportunity stage, or were won, in the period."""

from ibis import _

from headway.engine.metric import Group, Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Qualified opportunities"),
    also=gettext_noop("opportunities, new opportunities, qualified deals, qualified leads"),
    meaning=gettext_noop(
        "Deals that were qualified in the period: they stood on an opportunity stage, or were won, for the first time."
    ),
    formula=gettext_noop("Number of deals by the day of their qualification."),
    left_out=gettext_noop("Deals whose day of qualification is not known stand in no period, only in all time."),
    of=Measure(facts="deals", on="qualified_on", dated=_.is_entry_known | (_.qualified_at > _.entered_at)),
    group=Group.OPPORTUNITIES,
    example="""
        deal | entered_at       | qualified_at     | qualified_on | is_entry_known
        A    | 2024-01-02 09:00 | 2024-01-05 10:00 | 2024-01-05   | yes
        B    | 2024-01-20 11:00 | 2024-01-20 11:00 | 2024-01-20   | yes
        C    | 2024-01-25 09:00 |                  |              | yes
        D    | 2024-01-28 12:00 | 2024-02-02 12:00 | 2024-02-02   | yes
        E    | 2024-01-10 00:00 | 2024-01-10 00:00 | 2024-01-10   | no
        2024-01 = 2
        all     = 4
    """,
    oracle="""
        -- Deals by the day of their qualification.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            count(*) AS of
        FROM deals
        WHERE qualified_on >= $start AND qualified_on < $end
          AND (is_entry_known OR qualified_at > entered_at)
        GROUP BY GROUPING SETS ((rep_id), ())
    """,
)
