"""How the log is read into facts."""

from datetime import date, datetime, timedelta

from headway.engine.answer import ask
from headway.engine.period import Period
from headway.engine.question import Question
from headway.reports.funnel import FunnelQuestion, funnel
from headway.web.facts import get_store
from headway.web.log import move_deal
from headway.web.models import Deal, MoveCause, Stage, User


def test_of_a_deal_of_unknown_entry_the_later_stays_are_known(
    deal: Deal, alice: User, stage: dict[str, Stage], now: datetime
) -> None:
    """
    stage | entered
    New   | nobody knows when
    Offer | 16 May
    """
    Deal.objects.filter(pk=deal.pk).update(is_entry_known=False)
    at = now + timedelta(days=1)
    move_deal(deal, stage["Offer"], cause=MoveCause.CORRECTION, by=alice, now=at)
    with get_store().reading() as facts:
        stays = facts.query("SELECT stage_id, is_entry_known FROM stays ORDER BY number", []).to_pylist()
    known = {each["stage_id"]: each["is_entry_known"] for each in stays}
    assert known == {stage["New"].pk: False, stage["Need"].pk: True, stage["Offer"].pk: True}
    may = Period(date(2024, 5, 1), date(2024, 6, 1))
    qualified = ask(Question(metric="qualified_opportunities", period=may), get_store()).total.value
    report = funnel(get_store(), FunnelQuestion(funnel_id=deal.funnel_id, period=may), at.date())
    assert (qualified, [line.entered for line in report.stages[:3]]) == (1, [0, 1, 1])
