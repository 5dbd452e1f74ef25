"""The rows behind the numbers of the pipeline: what opens adds up, and says what one wants to know of a deal."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client as Browser

from headway.web.asking import Asker, Words, answer_to, question_of, rows_of
from headway.web.log import expect_deal, move_deal, value_deal
from headway.web.models import Deal, MoveCause
from tests.web.diary import told

pytestmark = pytest.mark.any_database


@pytest.fixture
def page(offered, bob, now):
    """Give what Bob sees at an address some days after noon."""

    def opened(address, days=0):
        with time_machine.travel(now + timedelta(days=days, hours=1), tick=False):
            browser = Browser()
            browser.force_login(bob)
            return browser.get(address).content.decode()

    return opened


@pytest.fixture
def offered(deal, bob, stage, company, now):
    """Valued at 100.00, on Offer, and expected on 20 May."""
    value_deal(deal, 10_000, company.currency, by=bob, now=now)
    move_deal(deal, stage["Offer"], cause=MoveCause.CORRECTION, by=bob, now=now)
    expect_deal(deal, date(2024, 5, 20), by=bob, now=now)
    return deal


def test_an_open_opportunity_is_shown_with_its_stage(page):
    seen = page("/numbers/pipeline_value/rows?period=this+month")
    assert "Two pumps" in seen
    assert "Offer" in seen
    assert "€100" in seen


def test_a_slipped_deal_is_shown_with_the_day_it_is_expected_on_now(page, offered, bob, now):
    expect_deal(offered, date(2024, 6, 20), by=bob, now=now + timedelta(days=1))
    asker = Asker(bob, None, now + timedelta(days=9))
    question = question_of(asker, "slipped_deals", Words(period="this month"))
    assert answer_to(question).total.value == rows_of(question, "of").total == 1
    address = "/numbers/slipped_deals/rows?period=2024-05"
    # On the day itself it has not slipped yet.
    assert "Two pumps" not in page(address, days=5)
    seen = page(address, days=6).replace("\xa0", " ")
    assert "Two pumps" in seen
    assert "Jun 20, 2024" in seen


def test_the_card_of_the_weighted_pipeline_leads_to_the_chances_of_its_day(page):
    seen = page("/numbers/weighted_pipeline?period=this+month")
    assert "/numbers/stage_won_mature?period=2022-05-17..2024-05-16&amp;by=stage" in seen


def test_a_deal_that_came_nobody_knows_when_is_left_out_in_words_and_opens(page, deal, bob, company, now):
    Deal.objects.update(is_entry_known=False)
    value_deal(deal, 10_000, company.currency, by=bob, now=now)
    seen = told(page("/numbers/open_opportunities?period=this+month"))
    assert "Unknown: all that belongs here is left out (1)." in seen
    assert "Left out: 1 · Deals that came to their stage on a day that is not known" in seen
    assert "Two pumps" in page("/numbers/open_opportunities/rows?period=this+month&part=left_out")
    assert "Left out: " not in told(page("/numbers/open_opportunities?period=all"))
