"""Effective contacts: the contacts after which the deal stood on a later stage than before."""

from ibis import _

from headway.engine.metric import Measure, Metric
from headway.engine.text import gettext_noop

metric = Metric(
    module=__name__,
    label=gettext_noop("Effective contacts"),
    meaning=gettext_noop("Contacts after which the deal stood on a later stage than before them."),
    formula=gettext_noop("Number of effective contacts by the day they happened."),
    left_out=gettext_noop(
        "Contacts about no deal: they cannot be effective. Moves without a contact: they earn nobody anything."
    ),
    of=Measure(facts="contacts", on="happened_on", where=_.is_effective),
    example="""
        contact | happened_on | stage_before | stage_after | is_effective
        1       | 2024-01-05  | Need         | Need        | no
        2       | 2024-01-05  | Need         | Offer       | yes
        3       | 2024-01-20  | Offer        | Need        | no
        4       | 2024-01-21  | Need         | Offer       | yes
        2024-01 = 2
    """,
)
