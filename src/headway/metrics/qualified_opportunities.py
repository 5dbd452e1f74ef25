"""Qualified opportunities: the deals that first stood on an opportunity stage, or were won, in the period."""

from ibis import _

from headway.engine.metric import Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Qualified opportunities"),
    meaning=gettext_noop(
        "Deals that were qualified in the period: they stood on an opportunity stage, or were won, for the first time."
    ),
    formula=gettext_noop("Number of deals by the day of their qualification."),
    left_out=gettext_noop("Deals whose day of qualification is not known stand in no period, only in all time."),
    of=Measure(facts="deals", on="qualified_on", dated=_.is_entry_known | (_.qualified_at > _.entered_at)),
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
)
