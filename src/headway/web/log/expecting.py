"""On which day a deal is expected to be won: the dated changes of what whoever sells it says."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from headway.web import audit
from headway.web.clock import day_of
from headway.web.figures import day
from headway.web.log.changes import note_changes
from headway.web.log.context import replay_context
from headway.web.log.locks import lock_deals
from headway.web.log.problem import LogProblem
from headway.web.models import Deal, DealExpectation, FactNoun, Milestones, User

EXPECTATION = ("deal", "expected_on", "starts_at", "starts_on")
_LAST_YEAR = 2200


def expect_deal(deal: Deal, expected_on: date | None, *, by: User | None, now: datetime) -> Deal:
    """Say on which day a deal is expected to be won, from now on; None takes that back.

    Of several days said on one day, the last counts. Raises LogProblem for a closed deal, and for a day that has
    passed.
    """
    with transaction.atomic():
        lock_deals([deal])
        deal.refresh_from_db(fields=("expected_on",))
        before = audit.snapshot(deal, ("expected_on",))
        if deal.expected_on == expected_on:
            return deal
        _check(deal, expected_on, now)
        deal.expected_on = expected_on
        deal.save(update_fields=["expected_on"])
        write_expectation(deal, now)
        audit.record(by, "expect", deal, now, before=before, after=audit.snapshot(deal, ("expected_on",)))
        note_changes(FactNoun.DEAL, [deal.pk])
    return deal


def write_expectation(deal: Deal, at: datetime) -> None:
    """Keep the expected day that a deal has from a moment on; the caller holds the transaction."""
    told = {"expected_on": deal.expected_on, "starts_on": day_of(at, replay_context().zone)}
    DealExpectation.objects.update_or_create(deal=deal, starts_at=at, defaults=told)


def check_expected(expected_on: date | None, owner: User | None, now: datetime) -> None:
    """Raise LogProblem for a day that has passed where the deal's owner is, or that nobody can mean."""
    if expected_on is None:
        return
    if expected_on < day_of(now, replay_context().zone_of(owner)):
        raise LogProblem(
            _("%(day)s has passed. Say on which day from today on the deal is expected to be won.")
            % {"day": day(expected_on)}
        )
    if expected_on.year >= _LAST_YEAR:
        raise LogProblem(
            _("This is the year %(year)s. Check the day on which the deal is expected to be won.")
            % {"year": expected_on.year}
        )


def _check(deal: Deal, expected_on: date | None, now: datetime) -> None:
    if Milestones.objects.filter(deal=deal).exclude(outcome="open").exists():
        raise LogProblem(_("%(deal)s is closed: only an open deal is expected to be won.") % {"deal": deal.name})
    check_expected(expected_on, deal.owner, now)
