"""Deals won: the deals that stand as won, on the latest day they got there."""

from headway.engine.metric import Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Deals won"),
    meaning=gettext_noop(
        "Deals that were won in the period and still stand as won; one won again counts once, on the latest day."
    ),
    formula=gettext_noop("Number of won deals by the day they were won."),
    left_out=gettext_noop("Deals that were won and reopened since."),
    of=Measure(facts="deals", on="won_on", rep="winner_id", team="winner_team_id"),
    example="""
        deal | won_on     | outcome
        A    | 2024-01-05 | won
        B    | 2024-01-31 | won
        C    | 2024-02-01 | won
        D    |            | open
        2024-01 = 2
    """,
)
