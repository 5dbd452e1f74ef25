"""Programmes: what ships, files in and out, what Headway sees done, what a week changed, and who may do what."""

import tomllib
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from headway.engine.period import Period
from headway.web.facts import get_store
from headway.web.log import NewContact, NewStep, book_sale, log_contact, open_deal, set_step
from headway.web.log.comments import write_comment
from headway.web.models import Absence, AuditEntry, Programme, Source
from headway.web.naming import NotUnderstood
from headway.web.programmes.checks import Looking, look
from headway.web.programmes.effects import Effects
from headway.web.programmes.files import outline_read, outline_written, shipped
from headway.web.programmes.following import followed, running
from headway.web.programmes.keeping import call_done, call_undone, end_programme, start_programme, write_programme
from headway.web.programmes.outline import MOST_WEEKS, Task, outline_told
from headway.web.programmes.telling import effect_words
from headway.web.working_days import company_days
from tests.web.programmes.conftest import BEGUN

WEEK = Period(BEGUN, BEGUN + timedelta(days=7))
FAR = datetime.fromisoformat("2024-05-31T12:00+00:00")


def _call(client, rep, day, deal=None, **more):
    at = datetime.fromisoformat(f"{day}T10:00+00:00")
    new = NewContact(uid=uuid4(), client=client, deal=deal, rep=rep, kind="call", happened_at=at, **more)
    return log_contact(new, by=rep, now=FAR)


def _look(asker, check, **more):
    return look(Looking(asker, WEEK, get_store()), Task(title="It", do="Do it.", check=check, **more))


def test_the_eight_weeks_ship_in_three_languages_that_ask_for_the_same():
    asked, titles = [], []
    for language in ("en", "hu", "ru"):
        with translation.override(language):
            outline = shipped()
        asked.append([(each.measure, each.check, each.at_least, each.each_rep) for each in outline.tasks])
        titles.append([each.title for each in outline.tasks])
        assert all(each.why and each.who and each.seen for each in outline.tasks)
    assert asked[0] == asked[1] == asked[2]
    assert len(asked[0]) == 8
    assert len({title for each in titles for title in each}) == 24


def test_a_programme_goes_out_as_a_file_and_comes_in_as_it_was():
    for outline in (shipped(), outline_told({"name": 'A "quoted" \\ name', "week": [{"title": "Ü", "do": "a\nb"}]})):
        written = outline_written(outline)
        assert outline_read(written.encode()) == outline
    assert tomllib.loads(written)["week"] == [{"title": "Ü", "do": "a\nb"}]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"week": [{"title": "a", "do": "b"}]}, "The programme has no name"),
        ({"name": "a"}, "The programme has no weeks"),
        ({"name": "a", "week": [{"title": "a", "do": "b"}] * (MOST_WEEKS + 1)}, "has 26 weeks at the most"),
        ({"name": "a", "week": ["b"]}, "week 1 is not a week with a title"),
        ({"name": "a", "week": [{"title": "a"}]}, "week 1: write a title and what is to be done"),
        ({"name": "a", "week": [{"title": "a", "do": "b", "dance": 1}]}, "week 1: 'dance' is not known here"),
        ({"name": "a", "week": [{"title": "a", "do": 5}]}, "week 1, do: write a text of at most 1000 characters"),
        ({"name": "a", "week": [{"title": "a", "do": "b", "measure": "open_leads"}]}, "'open_leads' is not a number"),
        ({"name": "a", "week": [{"title": "a", "do": "b", "check": "average_sale"}]}, "'average_sale' cannot be"),
        ({"name": "a", "week": [{"title": "a", "do": "b", "at_least": 0.5}]}, "'at_least' is a whole number"),
    ],
)  # fmt: skip
def test_what_is_no_programme_is_refused_with_its_week(told, sentence):
    with pytest.raises(NotUnderstood, match=sentence):
        outline_told(told)


def test_a_file_that_is_none_is_refused():
    with pytest.raises(NotUnderstood, match="This is no TOML file"):
        outline_read("week =")
    with pytest.raises(NotUnderstood, match="too large"):
        outline_read(b" " * 200_001)


def test_whether_every_sale_has_its_cost(asks, alice, bob, pump, funnel, company):
    assert _look(asks(alice), "costs").words == "No sale was booked in this week."
    for cost, seen in (
        (500, (True, "Every sale has its cost.")),
        (None, (False, "1 sale of the week lacks its cost.")),
    ):
        book_sale(
            pump, amount=1000, cost_amount=cost, currency=company.currency, sold_on=BEGUN, rep=bob, by=bob, now=FAR
        )
        told = _look(asks(alice), "costs")
        assert (told.is_done, told.words) == seen


def test_whether_every_lead_has_its_source(asks, alice, bob, pump, funnel):
    assert _look(asks(alice), "sources").words == "No lead came in this week."
    at = datetime.fromisoformat("2024-05-07T10:00+00:00")
    open_deal(pump, name="A", by=bob, now=at, source=Source.objects.create(name="Fair"))
    assert _look(asks(alice), "sources").is_done
    open_deal(pump, name="B", by=bob, now=at)
    assert _look(asks(alice), "sources").words == "1 new lead of the week lacks its source."


def test_whether_every_rep_logged_on_four_days_they_worked(asks, alice, carol, bob, eve, pump):
    """
    rep | logged on                  | away
    Bob | Mon, Tue, Tue, Wed, Thu    |
    Eve | Mon                        | Tue to Fri: one day is all she could
    """
    for day in ("06", "07", "07", "08", "09"):
        _call(pump, bob, f"2024-05-{day}")
    told = _look(asks(alice), "logging", at_least=4)
    assert (told.is_done, told.words) == (False, "1 of 2 reps have done it. Still lacking: Eve.")
    Absence.objects.create(user=eve, starts_on=date(2024, 5, 7), ends_on=date(2024, 5, 11), written_at=FAR)
    _call(pump, eve, "2024-05-06")
    assert _look(asks(alice), "logging", at_least=4).words == "2 of 2 reps have done it."
    assert _look(asks(carol), "logging", at_least=5).words == "0 of 1 reps have done it."


def test_whether_there_are_so_many_of_all_and_of_each_rep(asks, alice, bob, eve, pump):
    for _number in range(3):
        _call(pump, bob, "2024-05-07")
    assert _look(asks(alice), "contacts", at_least=3).is_done
    told = _look(asks(alice), "contacts", at_least=4)
    assert (told.is_done, told.words) == (False, "3 of 4 wanted.")
    assert not _look(asks(alice), "contacts", at_least=3, each_rep=True).is_done
    assert _look(asks(bob), "contacts", at_least=3, each_rep=True).is_done


def test_whether_every_open_deal_has_a_next_step(asks, alice, bob, pump, deal):
    assert _look(asks(alice), "next_steps").words == "1 open deal has no next step today."
    step = NewStep(uuid4(), "call", date(2024, 5, 20), None, "")
    set_step(step, client=pump, deal=deal, rep=bob, by=bob, now=FAR)
    assert _look(asks(alice), "next_steps").is_done


def test_how_many_contacts_were_commented_in_the_week(asks, alice, carol, bob, pump):
    first, second = _call(pump, bob, "2024-05-02"), _call(pump, bob, "2024-05-03")
    for contact, day in ((first, "06"), (first, "07"), (second, "13")):
        at = datetime.fromisoformat(f"2024-05-{day}T10:00+00:00")
        write_comment(contact, "Well?", uid=uuid4(), by=carol, now=at, is_answer=False)
    assert _look(asks(alice), "comments", at_least=2).words == "1 of 2 wanted."


def test_nobody_but_people_sees_a_task_without_a_check(asks, alice, carol, begun):
    programme = begun({}, {}, {})
    first, second, third = followed(asks(alice), programme, get_store()).weeks
    assert (first.is_past, second.is_now, third.has_begun) == (True, True, False)
    assert [each.is_done for each in (first, second, third)] == [False] * 3
    call_done(asks(carol), programme, 1, "All of us did.")
    call_done(asks(carol), programme, 1, "Twice is once.")
    week = followed(asks(alice), programme, get_store()).weeks[0]
    assert (week.is_done, week.said.done_by, week.said.note) == (True, carol, "All of us did.")
    call_undone(asks(carol), programme, 1)
    call_undone(asks(carol), programme, 1)
    assert not followed(asks(alice), programme, get_store()).weeks[0].is_done
    verbs = AuditEntry.objects.filter(noun="weekdone").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["add", "remove"]
    with pytest.raises(NotUnderstood, match="has no week 4"):
        call_done(asks(carol), programme, 4)


def test_what_a_week_changed_is_told_with_whether_chance_would_do_it(asks, alice, bob, pump, begun):
    """
    weeks        | calls each
    eight before | 3, 2, 4, 3, 2, 4, 3, 3
    the first    | 12, or 4

    24 calls on 36 working days, Easter and three days of Hungary's own left out: 3.3 in five.
    """
    calls = (3, 2, 4, 3, 2, 4, 3, 3)
    for ago, count in enumerate(reversed(calls), 1):
        for _number in range(count):
            _call(pump, bob, BEGUN - timedelta(days=7 * ago - 1))
    for _number in range(4):
        _call(pump, bob, BEGUN)
    programme = begun({"measure": "contacts"}, {"measure": "contacts"})
    found = followed(asks(alice), programme, get_store())
    effect, later = found.weeks[0].effect, found.weeks[1].effect
    assert (effect.during, round(effect.before, 1), effect.is_beyond, later) == (4, Decimal("3.3"), False, None)
    assert effect_words(effect, None).words == "4; before, as many days brought 3.3. Within chance."
    assert [each.metric.name for each in found.since] == ["contacts"]
    for _number in range(8):
        _call(pump, bob, BEGUN)
    effect = followed(asks(alice), programme, get_store()).weeks[0].effect
    assert (effect.during, effect.is_beyond) == (12, True)
    assert effect_words(effect, None).words == "12, up from 3.3 that as many days brought before. Beyond chance."


def test_weeks_before_anything_was_written_down_are_no_weeks_of_nothing(asks, alice, bob, pump, begun):
    """
    weeks before | calls each
    the eighth to the seventh | nobody wrote anything down
    the sixth to the first    | 4, but none in the third

    20 calls on 27 working days: 3.7 in five, where eight weeks would make 2.8 of it.
    """
    for ago in (1, 2, 4, 5, 6):
        for _number in range(4):
            _call(pump, bob, BEGUN - timedelta(days=7 * ago - 1))
    programme = begun({"measure": "contacts"})
    _call(pump, bob, BEGUN)
    effect = followed(asks(alice), programme, get_store()).weeks[0].effect
    start = BEGUN - timedelta(days=42)
    days = len(company_days(Period(start, BEGUN)))
    assert round(effect.before, 6) == round(Decimal(20) / days * 5, 6)


def test_a_ratio_of_a_week_is_held_against_the_ratio_of_the_weeks_before(asks, alice, bob, pump, company, funnel):
    """Each week before had a sale of 100 and one of 200 euros, the week two of 900."""
    for ago in range(9):
        for amount in (900, 900) if not ago else (100, 200):
            day = BEGUN - timedelta(days=7 * ago - 2)
            book_sale(pump, amount=amount * 100, currency=company.currency, sold_on=day, rep=bob, by=bob, now=FAR)
    effect = Effects(asks(alice), ["average_sale"], WEEK, get_store()).of("average_sale", WEEK)
    assert (effect.during, effect.before, effect.is_beyond) == (90_000, 15_000, True)
    told = effect_words(effect, company)
    assert (told.is_good, told.words) == (True, "€900, up from €150 before. Beyond chance.")


def test_with_too_little_before_it_says_so(asks, alice, bob, pump, begun):
    _call(pump, bob, BEGUN)
    found = followed(asks(alice), begun({"measure": "contacts"}), get_store())
    words = effect_words(found.weeks[0].effect, None)
    assert words.words == "There is too little from the weeks before to compare it with."
    assert effect_words(None, None) is None


def test_one_programme_runs_and_a_new_one_ends_it(asks, alice, begun):
    first = begun()
    assert (first.shipped, first.starts_on) == ("eight-weeks", BEGUN)
    second = begun({})
    assert running() == second
    assert Programme.objects.get(pk=first.pk).ended_at is not None
    written = write_programme(asks(alice), second, shipped())
    assert (written.shipped, written.name, len(written.weeks)) == ("", "Eight weeks to sales you can steer", 8)
    end_programme(asks(alice), second)
    assert running() is None
    verbs = AuditEntry.objects.filter(noun="programme").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["add", "end", "add", "change", "end"]
    with pytest.raises(NotUnderstood, match="There are: eight-weeks"):
        start_programme(asks(alice), shipped="nine-weeks")
    with pytest.raises(NotUnderstood, match="too far"):
        start_programme(asks(alice), on=date(2026, 1, 1))


def test_only_the_owner_begins_and_only_who_leads_calls_done(asks, carol, bob, ann, begun):
    programme = begun()
    for user in (carol, bob, ann):
        for write in (
            start_programme,
            lambda asker: write_programme(asker, programme, shipped()),
            lambda asker: end_programme(asker, programme),
        ):
            with pytest.raises(PermissionDenied):
                write(asks(user))
    for user in (bob, ann):
        with pytest.raises(PermissionDenied):
            call_done(asks(user), programme, 1)
