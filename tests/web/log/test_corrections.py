"""Correcting many contacts at once: a preview tells what comes of it, and changes nothing."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from headway.web.log import LogProblem, NewContact, NewStep, log_contact, open_client, open_deal
from headway.web.log.corrections import (
    Correction,
    correct_contacts,
    merge_contacts,
    preview_correction,
    preview_merge,
)
from headway.web.models import AuditEntry, Contact, ContactComment, Deal, Person, Stage, User

Stages = dict[str, Stage]
EFFECT = ("deal_id", "stage_before_id", "stage_id", "is_effective", "is_new_ground")


@pytest.fixture
def other_deal(company, bob: User, funnel, now: datetime) -> Deal:
    """Bob's deal with Valve Ltd, entered at noon too."""
    return open_deal(open_client("Valve Ltd", by=bob, now=now), name="Ten valves", by=bob, now=now)


@pytest.fixture
def logged(bob: User, now: datetime):
    """Log a call so many hours after noon."""

    def log(deal: Deal, hours: int, stage: Stage | None = None, **said) -> Contact:
        at = now + timedelta(hours=hours)
        said = {"kind": "call", "rep": bob} | said
        new = NewContact(uid=uuid.uuid4(), client=deal.client, deal=deal, happened_at=at, stage_after=stage, **said)
        return log_contact(new, by=bob, now=at)

    return log


def _stored() -> dict[int, tuple]:
    return {row[0]: row[1:] for row in Contact.objects.values_list("pk", *EFFECT)}


def test_a_week_on_the_wrong_deal_is_put_right_in_one_step(deal, other_deal, logged, stage: Stages, bob, now):
    """
    hours | deal, by mistake | stage after | what it was on that deal | on the right one
    1     | Two pumps        | Need        | effective                | effective
    2     | Two pumps        | Offer       | effective                | effective
    3     | Two pumps, right | Offer       | nothing new              | effective now
    """
    wrong = [logged(deal, 1, stage["Need"]), logged(deal, 2, stage["Offer"])]
    right = logged(deal, 3, stage["Offer"])
    later = now + timedelta(days=1)
    before = _stored()
    seen = preview_correction(wrong, Correction(deal=other_deal), by=bob, now=later)
    assert _stored() == before
    assert not AuditEntry.objects.filter(verb="correct").exists()
    assert [outcome.after.deal for outcome in seen.chosen] == [other_deal, other_deal]
    assert [(outcome.contact, outcome.before.is_effective, outcome.after.is_effective) for outcome in seen.others] == [
        (right, False, True)
    ]
    assert (seen.effective_before, seen.effective_after, seen.problems) == (2, 3, 0)
    assert correct_contacts(wrong, Correction(deal=other_deal), by=bob, now=later) == 2
    told = {outcome.contact.pk: outcome.after for outcome in (*seen.chosen, *seen.others)}
    for pk, values in _stored().items():
        after = told[pk]
        assert values == (
            after.deal.pk,
            after.stage_before.pk,
            after.stage.pk,
            after.is_effective,
            after.is_new_ground,
        )
    assert set(Contact.objects.filter(deal=other_deal).values_list("client", flat=True)) == {other_deal.client_id}
    assert AuditEntry.objects.filter(verb="correct").count() == 2


def test_one_that_cannot_be_stops_all_and_is_named(deal, logged, stage: Stages, bob, now):
    """A day later would put the second into the future."""
    contacts = [logged(deal, -30, stage["Need"]), logged(deal, 0)]
    later = Correction(days=1)
    seen = preview_correction(contacts, later, by=bob, now=now)
    assert [bool(outcome.problem) for outcome in seen.chosen] == [False, True]
    before = _stored()
    with pytest.raises(LogProblem, match="Pump Ltd: This contact lies in the future"):
        correct_contacts(contacts, later, by=bob, now=now)
    assert _stored() == before


def test_days_keep_the_time_of_the_day_over_summer_time(deal, logged, bob, now):
    """In Budapest clocks went forward on 31 March 2024: ten o'clock was nine in UTC before, and eight after."""
    contact = logged(deal, 0)
    Contact.objects.filter(pk=contact.pk).update(happened_at=datetime(2024, 3, 29, 9, tzinfo=UTC))
    correct_contacts([contact], Correction(days=5), by=bob, now=now)
    contact.refresh_from_db()
    assert contact.happened_at == datetime(2024, 4, 3, 8, tzinfo=UTC)
    assert f"{contact.happened_on}" == "2024-04-03"


def test_another_rep_kind_and_no_stage(deal, logged, stage: Stages, bob, carol, now):
    contact = logged(deal, 0, stage["Need"])
    correct_contacts([contact], Correction(rep=carol, kind="visit", is_stage_dropped=True), by=carol, now=now)
    contact.refresh_from_db()
    assert (contact.rep, contact.kind, contact.stage_after, contact.is_effective) == (carol, "visit", None, False)


def test_deleting_many_takes_their_effects_along(deal, logged, stage: Stages, bob, now):
    contacts = [logged(deal, 0, stage["Need"]), logged(deal, 1, stage["Offer"])]
    seen = preview_correction(contacts, Correction(is_deletion=True), by=bob, now=now + timedelta(hours=2))
    assert [outcome.after for outcome in seen.chosen] == [None, None]
    assert Contact.objects.count() == 2
    correct_contacts(contacts, Correction(is_deletion=True), by=bob, now=now + timedelta(hours=2))
    assert not Contact.objects.exists()


def test_two_entries_of_one_meeting_become_one(deal, logged, stage: Stages, bob, carol, now):
    """
    entry | rep   | stage after | minutes | note
    kept  | Bob   |             |         | Budget agreed
    gone  | Carol | Offer       | 40      | Wants a demo
    """
    anna = Person.objects.create(client=deal.client, name="Anna")
    kept = logged(deal, 0, note="Budget agreed")
    gone = logged(
        deal,
        1,
        stage["Offer"],
        rep=carol,
        duration_seconds=2_400,
        note="Wants a demo",
        persons=(anna,),
        next_step=NewStep(uuid.uuid4(), "demo", (now + timedelta(days=3)).date()),
    )
    ContactComment.objects.create(contact=gone, author=carol, text="Well done", written_at=now)
    gone_id, later = gone.pk, now + timedelta(days=1)
    seen = preview_merge(kept, gone, by=carol, now=later)
    assert (seen.effective_before, seen.effective_after) == (1, 1)
    assert Contact.objects.count() == 2
    merged = merge_contacts(kept, gone, by=carol, now=later)
    assert list(Contact.objects.all()) == [merged]
    assert (merged.rep, merged.stage_after, merged.duration_seconds) == (bob, stage["Offer"], 2_400)
    assert merged.note == "Budget agreed\nWants a demo"
    assert (list(merged.persons.all()), list(merged.others.all())) == ([anna], [carol])
    assert (merged.next_step.kind, merged.comments.get().text) == ("demo", "Well done")
    assert merged.next_step.end is None
    assert AuditEntry.objects.get(verb="merge").after == {"uid": str(gone.uid), "contact": gone_id}


def test_what_is_not_one_communication_is_not_merged(deal, other_deal, logged, bob, now):
    kept, gone = logged(deal, 0), logged(other_deal, 0)
    with pytest.raises(LogProblem, match="two clients"):
        merge_contacts(kept, gone, by=bob, now=now)
    with pytest.raises(LogProblem, match="Choose two"):
        merge_contacts(kept, kept, by=bob, now=now)
    assert Contact.objects.count() == 2
