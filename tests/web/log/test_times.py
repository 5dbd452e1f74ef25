"""Times that cannot be: each is told in a sentence, by every writer of the log, and nothing is written."""

import uuid
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from headway.web.log import LogProblem, NewContact, book_sale, correct_contact, log_contact, move_deal, open_deal
from headway.web.models import Contact, Deal, Sale, StageMove

# In Budapest, the first moment of the calendar lies before it in UTC.
BEGINNING = datetime(1, 1, 1, tzinfo=ZoneInfo("Europe/Budapest"))
END = datetime(9999, 12, 31, 23, 59, tzinfo=ZoneInfo("America/New_York"))
TOO_EARLY = "The log begins with the year 1900, and this is the year 1"


@pytest.fixture
def writers(pump, deal, bob, stage, company, now):
    """Each writes something at a moment."""
    new = {"client": pump, "deal": deal, "rep": bob, "kind": "call"}
    logged = log_contact(NewContact(uid=uuid.uuid4(), happened_at=now, **new), by=bob, now=now)
    sale = {"amount": 1, "currency": company.currency, "by": bob, "now": now}
    return {
        "log": lambda at: log_contact(NewContact(uid=uuid.uuid4(), happened_at=at, **new), by=bob, now=now),
        "correct": lambda at: correct_contact(logged, {"happened_at": at}, by=bob, now=now),
        "open": lambda at: open_deal(pump, name="Later", by=bob, now=now, entered_at=at),
        "move": lambda at: move_deal(deal, stage["Need"], cause="client", by=bob, now=now, happened_at=at),
        "book": lambda at: book_sale(pump, sold_on=at.date(), **sale),
    }


@pytest.mark.parametrize("writer", ["log", "correct", "open", "move", "book"])
@pytest.mark.parametrize("at", [BEGINNING, END, datetime(1899, 12, 31, tzinfo=UTC), datetime(2024, 5, 17, tzinfo=UTC)])
def test_a_time_that_cannot_be_is_refused_in_a_sentence(writers, writer, at):
    with pytest.raises(LogProblem) as refused:
        writers[writer](at)
    assert (TOO_EARLY if at.year < 1900 else "in the future") in str(refused.value)
    assert [model.objects.count() for model in (Contact, Deal, StageMove, Sale)] == [1, 1, 0, 0]


@pytest.mark.parametrize("writer", ["log", "correct", "open", "move"])
def test_a_clock_that_is_a_little_ahead_is_taken(writers, writer, now):
    assert writers[writer](now + timedelta(minutes=4)) is not None


def test_a_sale_of_today_is_today_where_somebody_concerned_is(pump, bob, carol, company, now):
    """It is noon in London; in Auckland, where Carol is, the next day has begun."""
    carol.time_zone = "Pacific/Auckland"
    sale = {"amount": 1, "currency": company.currency, "sold_on": date(2024, 5, 16), "rep": bob, "now": now}
    assert book_sale(pump, by=carol, **sale).sold_on == date(2024, 5, 16)
    with pytest.raises(LogProblem):
        book_sale(pump, by=bob, **sale)


@pytest.mark.parametrize("writer", ["log", "correct"])
def test_a_contact_of_more_than_thirty_years_ago_is_refused(writers, writer, now):
    with pytest.raises(LogProblem, match="more than 30 years ago"):
        writers[writer](now - timedelta(days=31 * 365))
    assert writers[writer](now - timedelta(days=29 * 365)) is not None


def test_what_an_import_brought_of_long_ago_can_be_corrected(writers, bob, now):
    at = now - timedelta(days=50 * 365)
    Contact.objects.update(happened_at=at, happened_on=at.date())
    contact = Contact.objects.get()
    assert correct_contact(contact, {"happened_at": at, "kind": "meeting"}, by=bob, now=now).kind == "meeting"
