"""Next steps agreed and contacts held with Pump Ltd."""

import uuid
from datetime import timedelta

import pytest

from headway.web.log import NewContact, NewStep, log_contact, open_deal, set_step
from tests.web.log.stepping import DAY, WEDNESDAY


@pytest.fixture
def other_deal(pump, bob, funnel, now):
    """A second deal with Pump Ltd."""
    return open_deal(pump, name="Four pipes", by=bob, now=now)


@pytest.fixture
def agree(pump, deal, bob, now):
    """Agree a next step with Pump Ltd: a meeting about the deal on Thursday, where nothing else is said."""

    def agreed(days=1, kind="meeting", *, about=deal, rep=bob, at=None, **more):
        new = NewStep(uuid.uuid4(), kind, WEDNESDAY + days * DAY, at)
        return set_step(new, client=pump, deal=about, rep=rep, by=bob, now=now, **more)

    return agreed


@pytest.fixture
def hold(pump, deal, bob, now):
    """Log a contact with Pump Ltd, an hour later each day."""

    def held(days=1, kind="meeting", *, about=deal, rep=bob, client=pump, **more):
        at = now + days * DAY + timedelta(hours=1)
        new = NewContact(uid=uuid.uuid4(), client=client, deal=about, rep=rep, kind=kind, happened_at=at, **more)
        return log_contact(new, by=rep, now=max(at, now))

    return held
