"""Logging, correcting and deleting contacts: the log comes out as if written in order, and numbers follow at once."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question
from headway.web.facts import get_store
from headway.web.funnels import open_funnel
from headway.web.log import LogProblem, NewContact, correct_contact, delete_contact, log_contact, move_deal
from headway.web.models import AuditEntry, Client, Contact, Deal, MoveCause, Stage, User

Stages = dict[str, Stage]


def _log(deal: Deal, rep: User, at: datetime, stage: Stage | None = None, kind: str = "call") -> Contact:
    new = NewContact(
        uid=uuid.uuid4(), client=deal.client, deal=deal, rep=rep, kind=kind, happened_at=at, stage_after=stage
    )
    return log_contact(new, by=rep, now=at)


def _effective(now: datetime) -> int | None:
    question = Question(metric="effective_contacts", period=Period(now.date(), now.date() + timedelta(days=1)))
    value = ask(question, get_store()).total.value
    return None if value is None else int(value)


def test_a_contact_that_moves_its_deal_forward_is_effective(
    deal: Deal, bob: User, stage: Stages, now: datetime
) -> None:
    contact = _log(deal, bob, now + timedelta(hours=1), stage["Need"])
    assert (contact.stage_before, contact.stage, contact.advance) == (stage["New"], stage["Need"], "forward")
    assert contact.is_effective
    assert contact.is_new_ground
    assert _effective(now) == 1


def test_a_late_contact_takes_its_place_and_changes_what_came_after(
    deal: Deal, bob: User, stage: Stages, now: datetime
) -> None:
    """
    when  | stage after | written
    13:00 | Offer       | second
    14:00 | Offer       | first
    """
    later = _log(deal, bob, now + timedelta(hours=2), stage["Offer"])
    assert later.is_effective
    _log(deal, bob, now + timedelta(hours=1), stage["Offer"])
    later.refresh_from_db()
    assert (later.stage_before, later.is_effective) == (stage["Offer"], False)
    assert _effective(now) == 1


def test_sending_twice_counts_once(pump: Client, deal: Deal, bob: User, stage: Stages, now: datetime) -> None:
    new = NewContact(
        uid=uuid.uuid4(), client=pump, deal=deal, rep=bob, kind="call", happened_at=now, stage_after=stage["Need"]
    )
    first, second = (log_contact(new, by=bob, now=now) for _ in range(2))
    assert first == second
    assert Contact.objects.count() == 1


def test_a_deleted_contact_takes_its_effect_along(deal: Deal, bob: User, stage: Stages, now: datetime) -> None:
    contact = _log(deal, bob, now, stage["Need"])
    assert _effective(now) == 1
    delete_contact(contact, by=bob, now=now)
    assert _effective(now) == 0
    deal.milestones.refresh_from_db()
    assert deal.milestones.stage == stage["New"]


def test_a_correction_is_replayed_and_kept_in_the_audit_trail(
    deal: Deal, bob: User, stage: Stages, now: datetime
) -> None:
    contact = _log(deal, bob, now, stage["Need"])
    corrected = correct_contact(contact, {"stage_after": None}, by=bob, now=now)
    assert not corrected.is_effective
    entry = AuditEntry.objects.get(verb="correct")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["stage_after"], entry.after["stage_after"]) == (stage["Need"].pk, None)


def test_a_contact_about_no_deal_counts_and_is_not_effective(pump: Client, bob: User, now: datetime) -> None:
    log_contact(NewContact(uid=uuid.uuid4(), client=pump, rep=bob, kind="call", happened_at=now), by=bob, now=now)
    assert _effective(now) == 0
    contacts = ask(Question(metric="contacts", period=Period(now.date(), now.date() + timedelta(days=1))), get_store())
    assert contacts.total.value == 1


def test_the_future_is_refused_with_a_remedy(pump: Client, bob: User, now: datetime) -> None:
    new = NewContact(uid=uuid.uuid4(), client=pump, rep=bob, kind="call", happened_at=now + timedelta(days=1))
    with pytest.raises(LogProblem, match="Log it when it has happened"):
        log_contact(new, by=bob, now=now)


def test_a_rep_who_has_moved_to_another_zone_does_not_take_old_days_along(
    deal: Deal, bob: User, alice: User, now: datetime
) -> None:
    """Half past midnight in Budapest is half past eleven of the day before in London."""
    contact = _log(deal, bob, datetime(2024, 5, 14, 22, 30, tzinfo=UTC))
    User.objects.filter(pk=bob.pk).update(time_zone="Europe/London")
    contact = Contact.objects.get(pk=contact.pk)
    assert correct_contact(contact, {"note": "Late."}, by=alice, now=now).happened_on == date(2024, 5, 15)
    earlier = contact.happened_at - timedelta(minutes=1)
    assert correct_contact(contact, {"happened_at": earlier}, by=alice, now=now).happened_on == date(2024, 5, 14)


def test_what_was_said_before_a_deal_changed_its_funnel_can_still_be_logged_and_corrected(
    deal: Deal, bob: User, alice: User, stage: Stages, now: datetime
) -> None:
    """
    when  | what        | stage after | written
    13:00 | contact     | Need        | second
    14:00 | contact     | Offer       | first
    15:00 | other funnel |            |
    """
    stages = (("Asked", "lead"), ("Done", "won"), ("Gone", "lost"))
    other = open_funnel("Renewals", stages, starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    asked = other.stages.get(name="Asked")
    contact = _log(deal, bob, now + timedelta(hours=2), stage["Offer"])
    move_deal(deal, asked, cause=MoveCause.CLIENT, by=alice, now=now + timedelta(hours=3))
    assert correct_contact(contact, {"note": "Two of them."}, by=bob, now=now + timedelta(hours=4)).is_effective
    assert _log(deal, bob, now + timedelta(hours=1), stage["Need"]).is_effective
    with pytest.raises(LogProblem, match="not in the funnel"):
        _log(deal, bob, now + timedelta(hours=5), stage["Decision"])
