"""The one way to write the log: every contact, move, client and deal goes through here, replayed and audited."""

from headway.web.log.committee import add_decision_maker, change_decision_maker, remove_decision_maker
from headway.web.log.contacts import correct_contact, delete_contact, log_contact
from headway.web.log.deals import assign_deal, change_client, open_client, open_deal, rename_deal, value_deal
from headway.web.log.deleted import DeletedSince
from headway.web.log.meetings import Discussed, contacts_of_meeting, log_meeting
from headway.web.log.moves import move_deal
from headway.web.log.names import named
from headway.web.log.new_contact import NewContact
from headway.web.log.next_steps import NewStep, drop_step, keep_step, move_step, reopen_step, set_step
from headway.web.log.persons import add_person, bring_back_person, change_person, remove_person
from headway.web.log.problem import LogProblem
from headway.web.log.sales import book_sale
from headway.web.log.undo import undo_contact

__all__ = [
    "DeletedSince",
    "Discussed",
    "LogProblem",
    "NewContact",
    "NewStep",
    "add_decision_maker",
    "add_person",
    "assign_deal",
    "book_sale",
    "bring_back_person",
    "change_client",
    "change_decision_maker",
    "change_person",
    "contacts_of_meeting",
    "correct_contact",
    "delete_contact",
    "drop_step",
    "keep_step",
    "log_contact",
    "log_meeting",
    "move_deal",
    "move_step",
    "named",
    "open_client",
    "open_deal",
    "remove_decision_maker",
    "remove_person",
    "rename_deal",
    "reopen_step",
    "set_step",
    "undo_contact",
    "value_deal",
]
