"""The one way to write the log: every contact, move, client and deal goes through here, replayed and audited."""

from headway.web.log.contacts import NewContact, correct_contact, delete_contact, log_contact
from headway.web.log.deals import assign_deal, change_client, open_client, open_deal, value_deal
from headway.web.log.moves import move_deal
from headway.web.log.names import named
from headway.web.log.problem import LogProblem
from headway.web.log.sales import book_sale

__all__ = [
    "LogProblem",
    "NewContact",
    "assign_deal",
    "book_sale",
    "change_client",
    "correct_contact",
    "delete_contact",
    "log_contact",
    "move_deal",
    "named",
    "open_client",
    "open_deal",
    "value_deal",
]
