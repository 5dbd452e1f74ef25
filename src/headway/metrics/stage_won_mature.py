"""Stage to won by the mature rule: of the deals that came to a stage in the period, the share won within 180 days."""

from headway.engine.metric import Group, Metric, Rule, Unit
from headway.engine.prospects import CAME, TO_WON
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Stage to won (mature)"),
    also=gettext_noop("chance of a stage, win probability by stage, stage probability"),
    meaning=gettext_noop(
        "Of the deals that came to a stage for the first time in the period, the share that is won within 180 days "
        "(or as many as are asked for), corrected for those that are still open. Cut it by stage: it is the chance of "
        "a deal that stands there."
    ),
    formula=gettext_noop(
        "Aalen-Johansen estimate by whole days since the deal came to the stage; losing competes with winning. On a "
        "day with both, a deal that closes goes before one that is last seen open."
    ),
    left_out=gettext_noop("Stages that end the road. Later returns to a stage. Entries on a day that is not known."),
    of=TO_WON.reached(CAME),
    per=CAME,
    course=TO_WON,
    group=Group.OPPORTUNITIES,
    rule=Rule.MATURE,
    unit=Unit.SHARE,
    source="Aalen and Johansen 1978",
    example="""
        stay | stage | phase       | entered_on | closed_on  | outcome | visit
        A    | Offer | opportunity | 2024-01-01 | 2024-01-11 | won     | 1
        B    | Offer | opportunity | 2024-01-01 | 2024-01-21 | lost    | 1
        C    | Offer | opportunity | 2024-01-01 | 2024-02-10 | won     | 1
        D    | Offer | opportunity | 2024-02-10 |            | open    | 1
        E    | Offer | opportunity | 2024-01-20 | 2024-01-30 | won     | 2
        today   = 2024-03-01
        within  = 40
        2024-01 = 0.666666667 (2 of 3)
        2024-Q1 = 0.75 (2 of 4)
    """,
    oracle="""
        -- The ends of the deals that came to a stage in the period by days since then, as of $today.
        SELECT
            rep_id AS rep,
            grouping(rep_id) AS is_total,
            greatest(0, date_diff('day', entered_on, least(coalesce(closed_on, $today), $today))) AS days,
            count(*) FILTER (closed_on <= $today AND outcome = 'won') AS reached,
            count(*) FILTER (closed_on <= $today AND outcome <> 'won') AS otherwise,
            count(*) FILTER (closed_on > $today OR closed_on IS NULL) AS open
        FROM stays
        WHERE entered_on >= $start AND entered_on < $end
          AND is_entry_known AND visit = 1 AND phase IN ('lead', 'opportunity')
        GROUP BY GROUPING SETS ((rep_id, days), (days))
    """,
)
