"""The one way to write the log: every contact, move, client and deal goes through here, replayed and audited."""

from headway.web.log.committee import add_decision_maker, change_decision_maker, remove_decision_maker
from headway.web.log.contacts import correct_contact, delete_contact, log_contact
from headway.web.log.costs import change_cost, enter_cost, remove_cost
from headway.web.log.deals import assign_deal, change_client, open_client, open_deal, rename_deal, value_deal
from headway.web.log.deleted import DeletedSince
from headway.web.log.expecting import expect_deal
from headway.web.log.meetings import Discussed, contacts_of_meeting, log_meeting
from headway.web.log.merging import merge_clients, part_client
from headway.web.log.moves import move_deal
from headway.web.log.names import named
from headway.web.log.new_contact import NewContact
from headway.web.log.next_steps import NewStep, drop_step, keep_step, move_step, reopen_step, set_step
from headway.web.log.persons import add_person, bring_back_person, change_person, remove_person
from headway.web.log.problem import LogProblem
from headway.web.log.rates import NewRate, change_rate, rate_of, rate_told, remove_rate, set_rates
from headway.web.log.referrals import refer_deal, referrer_named
from headway.web.log.sales import book_sale
from headway.web.log.sources import add_source, change_source
from headway.web.log.tallies import add_tally_kind, change_tally_kind, correct_tally, count_tally, undo_tally
from headway.web.log.time_entries import add_time_category, enter_time, remove_time
from headway.web.log.undo import undo_contact

__all__ = [
    "DeletedSince",
    "Discussed",
    "LogProblem",
    "NewContact",
    "NewRate",
    "NewStep",
    "add_decision_maker",
    "add_person",
    "add_source",
    "add_tally_kind",
    "add_time_category",
    "assign_deal",
    "book_sale",
    "bring_back_person",
    "change_client",
    "change_cost",
    "change_decision_maker",
    "change_person",
    "change_rate",
    "change_source",
    "change_tally_kind",
    "contacts_of_meeting",
    "correct_contact",
    "correct_tally",
    "count_tally",
    "delete_contact",
    "drop_step",
    "enter_cost",
    "enter_time",
    "expect_deal",
    "keep_step",
    "log_contact",
    "log_meeting",
    "merge_clients",
    "move_deal",
    "move_step",
    "named",
    "open_client",
    "open_deal",
    "part_client",
    "rate_of",
    "rate_told",
    "refer_deal",
    "referrer_named",
    "remove_cost",
    "remove_decision_maker",
    "remove_person",
    "remove_rate",
    "remove_time",
    "rename_deal",
    "reopen_step",
    "set_rates",
    "set_step",
    "undo_contact",
    "undo_tally",
    "value_deal",
]
