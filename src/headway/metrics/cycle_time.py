"""Cycle time: the median time from the first contact to the win, of the deals won in the period."""

from ibis import _

from headway.engine.metric import Aggregate, Group, Mark, Measure, Metric, Unit
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Sales cycle time"),
    also=gettext_noop("cycle time, sales cycle, cycle length"),
    meaning=gettext_noop(
        "Half of the deals won in the period took less, half took more, from the first contact (without any "
        "contact, from the entry) until they were won."
    ),
    formula=gettext_noop(
        "Median of won minus first contact (entry, where no contact is logged), of the deals won in the period."
    ),
    left_out=gettext_noop(
        "Deals that were won before their first contact: their log cannot be right. Deals without a contact whose"
        " day of entry is not known. Deals still open."
    ),
    of=Measure(
        facts="deals",
        on="won_on",
        value=_.won_at - _.first_contact_at.coalesce(_.entered_at),
        left_out=_.is_won_before_first_contact | (_.first_contact_at.isnull() & ~_.is_entry_known),
        aggregate=Aggregate.MEDIAN,
        rep="winner_id",
        team="winner_team_id",
    ),
    mark=Mark(
        _.first_contact_at.isnull(),
        gettext_noop("Measured from the entry, because no contact is logged: %(count)s of these deals."),
    ),
    group=Group.TIMES,
    unit=Unit.DAYS,
    better="lower",
    example="""
        deal | entered_at | first_contact_at | won_at     | won_on     | is_entry_known | is_won_before_first_contact
        A    | 2024-01-01 | 2024-01-02       | 2024-01-12 | 2024-01-12 | yes            | no
        B    | 2024-01-01 | 2024-01-01       | 2024-01-21 | 2024-01-21 | yes            | no
        C    | 2024-01-10 |                  | 2024-01-14 | 2024-01-14 | yes            | no
        D    | 2024-01-01 | 2024-01-25       | 2024-01-20 | 2024-01-20 | yes            | yes
        2024-01 = 10 days
    """,
    oracle="""
        -- The middle of the times from first contact (entry, without one) to won.
        WITH won AS (
            SELECT
                winner_id,
                NOT is_won_before_first_contact AND (first_contact_at IS NOT NULL OR is_entry_known) AS is_counted,
                won_at - coalesce(first_contact_at, entered_at) AS microseconds
            FROM deals
            WHERE won_on >= $start AND won_on < $end
        )
        SELECT
            winner_id AS rep,
            grouping(winner_id) AS is_total,
            list_sort(list(microseconds) FILTER (is_counted)) AS values,
            count(*) FILTER (NOT is_counted) AS left_out
        FROM won
        GROUP BY GROUPING SETS ((winner_id), ())
    """,
)
