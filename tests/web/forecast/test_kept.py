"""Forecasts are kept as made, by hand and once a week, and judged by what came."""

from datetime import UTC, date, datetime, timedelta

import pytest

from headway.planning.scores import mean_pinball
from headway.web.forecasts.jobs import keep_forecasts
from headway.web.forecasts.record import record_of
from headway.web.log import move_deal, value_deal
from headway.web.models import AuditEntry, KeptForecast, Target
from tests.cli.conftest import headway  # noqa: F401 - fixtures are found by name
from tests.web.api.conftest import api_of  # noqa: F401
from tests.web.diary import told

JUNE = datetime(2024, 6, 3, 9, tzinfo=UTC)


def test_what_was_kept_is_judged_when_the_period_is_over(
    deals,
    stage,
    alice,
    bob,
    page,
    api_of,  # noqa: F811
    headway,  # noqa: F811
    clock,
):
    """On 15 May Alice keeps the forecast of May. The fresh deal is won on the 20th, the others stay open."""
    page(alice, "/forecast/keep", status=302, period="this month")
    (kept,) = KeptForecast.objects.all()
    before = (kept.number, kept.deals)
    assert (kept.team, kept.user, kept.kept_by) == (None, None, alice)
    assert AuditEntry.objects.filter(verb="keep", noun="keptforecast", actor=alice).count() == 1
    words = told(page(alice, "/forecast/kept"))
    assert "not over" in words
    assert "No period is over yet. On Jun 1, 2024 the first one is" in words

    won_at = datetime(2024, 5, 20, 9, tzinfo=UTC)
    move_deal(deals["fresh"], stage["Won"], cause="client", by=bob, now=won_at, happened_at=won_at)
    clock.move_to(JUNE, tick=False)
    said = api_of(alice).get("/forecasts/kept").json()
    (row,) = said["forecasts"]
    kept.refresh_from_db()
    assert (kept.number, kept.deals) == before
    # May's own win of the 10th, and the fresh deal.
    assert (row["came"], said["periods"], said["usual"]) == (2, 1, [0, 1])
    chances = {deal: chance for deal, chance, _rate, _amount in kept.deals}
    assert float(row["brier"]["own"]) == pytest.approx(
        sum((chance - (deal == deals["fresh"].pk)) ** 2 for deal, chance in chances.items()) / 3, abs=1e-4
    )
    marks = [(share, kept.number[name]) for share, name in ((0.1, "p10"), (0.5, "p50"), (0.9, "p90"))]
    assert float(row["pinball"]["own"]) == pytest.approx(mean_pinball(marks, 2), abs=1e-4)
    assert said["within"] == int(kept.number["p10"] <= 2 <= kept.number["p90"])
    words = told(page(alice, "/forecast/kept"))
    assert f"2 {('No', 'Yes')[said['within']]}" in words
    assert f"1 period is over. The number of won deals lay in the band of 8 in 10: {said['within']} times." in words
    assert "Brier score of the deals' chances" in words
    assert "Periods over: 1." in headway("forecast", "--kept").out


def test_what_the_deals_were_worth_is_judged_as_their_number_is(
    deals,
    stage,
    alice,
    bob,
    company,
    now,
    page,
    api_of,  # noqa: F811
    headway,  # noqa: F811
    clock,
):
    """
    15 May | the fresh deal is worth 900 euros; the forecast of May is kept
    20 May | it is won
    """
    value_deal(deals["fresh"], 90_000, company.currency, by=bob, now=now)
    page(alice, "/forecast/keep", status=302, period="this month")
    (kept,) = KeptForecast.objects.all()
    won_at = datetime(2024, 5, 20, 9, tzinfo=UTC)
    move_deal(deals["fresh"], stage["Won"], cause="client", by=bob, now=won_at, happened_at=won_at)
    clock.move_to(JUNE, tick=False)
    said = api_of(alice).get("/forecasts/kept").json()
    value = said["forecasts"][0]["value"]
    marks = [(share, kept.value[name]) for share, name in ((0.1, "p10"), (0.5, "p50"), (0.9, "p90"))]
    assert value["came"] == 90_000
    assert float(value["pinball"]["own"]) == pytest.approx(mean_pinball(marks, 90_000), abs=1e-3)
    naive = mean_pinball([(share, kept.value["weighted"]) for share, _mark in marks], 90_000)
    assert float(value["pinball"]["weighted"]) == pytest.approx(naive, abs=1e-3)
    assert (said["value"]["periods"], said["value"]["within"]) == (1, int(value["is_within"]))
    words = told(page(alice, "/forecast/kept?measure=value"))
    assert f"€900 {('No', 'Yes')[value['is_within']]}" in words
    assert f"What the won deals were worth lay in the band of 8 in 10: {said['value']['within']} times." in words
    assert "Pinball loss in money" in words
    assert "Brier" not in words
    printed = headway("forecast", "--kept").out
    assert f"Of their value: in the band of 8 in 10 {said['value']['within']} of 1;" in printed
    assert headway("forecast", "--kept", "--csv").lines[1].split(",")[-2] == "90000"


def test_once_a_week_the_forecasts_of_company_teams_and_reps_are_kept(deals, alice, carol, bob, eve, now, page, api_of):  # noqa: F811
    """A month and a quarter, of the company, North and South, Bob and Eve."""
    assert keep_forecasts(now.date(), now) == {"kept": 10}
    assert keep_forecasts(now.date(), now) == {"kept": 0}
    seen = {
        user.name: {(each["team"] or each["rep"] or {"name": ""})["name"] for each in _kept(api_of(user), **query)}
        for user, query in ((alice, {}), (carol, {}), (bob, {}), (eve, {}))
    }
    assert seen == {"Alice": {""}, "Carol": {"North"}, "Bob": {"Bob"}, "Eve": {"Eve"}}
    assert {each["rep"]["name"] for each in _kept(api_of(carol), rep="Bob")} == {"Bob"}
    assert api_of(carol).get("/forecasts/kept", rep="Eve").status_code == 422
    # Together the reps' deals are the company's.
    company, *_others = KeptForecast.objects.filter(team=None, user=None)
    reps = KeptForecast.objects.filter(user__isnull=False, ends_on=company.ends_on)
    assert sorted(deal[0] for each in reps for deal in each.deals) == sorted(deal[0] for deal in company.deals)


def test_what_is_won_on_the_day_of_keeping_is_judged_as_still_to_come(deals, stage, alice, bob, now, page, clock):
    """
    15 May | the week's forecasts are kept, and one by Alice
    later  | the fresh deal is won
    """
    keep_forecasts(now.date(), now)
    page(alice, "/forecast/keep", status=302, period="this month")
    won_at = now + timedelta(hours=3)
    move_deal(deals["fresh"], stage["Won"], cause="client", by=bob, now=won_at, happened_at=won_at)
    clock.move_to(JUNE, tick=False)
    kept = KeptForecast.objects.filter(team=None, user=None, ends_on=date(2024, 6, 1))
    judged = {each.kept.kept_by: each for each in record_of(kept, JUNE.date()).judged}
    # The week's one is of the end of the day before, so that the whole day is foreseen.
    assert {who: each.kept.as_of.day for who, each in judged.items()} == {None: 14, alice: 15}
    for each in judged.values():
        assert (each.won, each.came.number) == ({deals["fresh"].pk}, 2)


def test_a_week_s_forecasts_are_kept_once_and_on_the_last_day_of_a_month_too(deals, now):
    """Wednesday, Sunday, Monday, Tuesday; the last Friday of May is a day to come."""
    days = [now + timedelta(days=apart) for apart in (0, 4, 5, 6, 16)]
    assert [keep_forecasts(day.date(), day)["kept"] for day in days] == [10, 0, 10, 0, 10]
    last = KeptForecast.objects.get(team=None, user=None, as_of=date(2024, 5, 30), ends_on=date(2024, 6, 1))
    assert last.number["certain"] == 1 < last.number["mean"]


@pytest.mark.parametrize(
    ("who", "asked", "status"),
    [
        ("bob", {"period": "next month"}, 201),
        ("carol", {"period": "next month", "rep": "Bob"}, 201),
        ("bob", {"period": "next month", "team": "North"}, 422),
        ("ann", {"period": "next month"}, 403),
        ("alice", {"period": "last month"}, 422),
    ],
)
def test_who_may_keep_what(request, deal, carol, ann, alice, api_of, who, asked, status):  # noqa: F811
    assert api_of(request.getfixturevalue(who)).post("/forecasts/kept", asked).status_code == status
    assert KeptForecast.objects.count() == (status == 201)


def test_another_teams_target_and_name_stay_their_own(deals, bob, eve, alice, page, api_of, now):  # noqa: F811
    """Bob is to win three deals in May. Eve knows his id."""
    Target.objects.create(
        metric="deals_won", month="2024-05-01", user=bob, value=3, state="approved", set_at=now, approved_at=now
    )
    asked = {"period": "2024-05", "rep": str(bob.pk)}
    assert api_of(alice).get("/forecast", **asked).json()["number"]["target"] == "3"
    told_eve = api_of(eve).get("/forecast", **asked).json()
    assert (told_eve["number"]["target"], told_eve["deals"], told_eve["number"]["certain"]) == (None, [], 0)
    assert api_of(eve).post("/forecasts/kept", asked).status_code == 422


def _kept(api, **query):
    return api.get("/forecasts/kept", **query).json()["forecasts"]
