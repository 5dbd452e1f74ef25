"""The demo company as it stands in the log: plausible, of one piece, and never ahead of its time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.db.models import Count, F, Q

from headway.engine.period import Period
from headway.web.bearers import Bearer
from headway.web.committees import narrowed_by_committee
from headway.web.demo.making import CompanyExists, create_demo
from headway.web.demo.words import words_of
from headway.web.log import add_person
from headway.web.models import (
    Aim,
    Client,
    Company,
    Contact,
    Deal,
    DecisionMaker,
    Membership,
    Milestones,
    NextStep,
    Person,
    Position,
    Role,
    Sale,
    StageMove,
    Stay,
    User,
)
from headway.web.search import search_clients
from headway.web.targets import approved

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 14, 30, tzinfo=UTC)
LANGUAGES = ("en", "ru", "hu")


# What is made up is the same on any database; one language shows that it fits into each.
@pytest.fixture(
    scope="module",
    params=[each if each == "hu" else pytest.param(each, marks=pytest.mark.any_database) for each in LANGUAGES],
)
def language(request, django_db_setup, django_db_blocker):
    """A language, with the demo company in it: made once for all tests that look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        create_demo(language=request.param, now=NOW, password="fallow-fields")
        yield request.param
        transaction.set_rollback(True)


def test_it_is_a_company_of_that_country(language):
    words, company = words_of(language), Company.objects.get()
    settled = (company.name, company.currency_id, company.time_zone, company.language, company.is_demo)
    assert settled == (words.company, words.currency, words.time_zone, language, True)


def test_its_aim_is_no_less_than_the_target_of_the_same_days(language):
    aim = Aim.objects.get()
    target = approved("sales_volume", Period(aim.starts_on, aim.due_on + timedelta(days=1)), Bearer())
    assert target <= aim.value < target * 3


def test_its_people_can_sign_in(language):
    owner = User.objects.get(email="owner@demo.example")
    assert owner.check_password("fallow-fields")
    assert dict(User.objects.values_list("role").annotate(Count("pk"))) == {
        Role.OWNER: 1,
        Role.ANALYST: 1,
        Role.HEAD: 2,
        Role.REP: 8,
    }


def test_each_team_has_a_head_and_one_rep_changed_over(language):
    assert User.objects.filter(role=Role.HEAD).values("team").distinct().count() == 2
    moved = Membership.objects.values("user").annotate(times=Count("pk")).filter(times=2)
    assert len(moved) == 1


def test_it_is_as_large_as_a_real_one(language):
    assert 10_000 <= Contact.objects.count() <= 15_000
    assert 1_500 <= Deal.objects.count() <= 2_500


def test_names_of_clients_are_told_apart(language):
    assert Client.objects.values("name").distinct().count() == Client.objects.count()


def test_nothing_lies_in_the_future(language):
    assert not Contact.objects.filter(Q(happened_at__gt=NOW) | Q(written_at__gt=NOW)).exists()
    assert not StageMove.objects.filter(Q(happened_at__gt=NOW) | Q(written_at__gt=NOW)).exists()
    assert not Deal.objects.filter(entered_at__gt=NOW).exists()
    assert not Sale.objects.filter(sold_on__gt=NOW.date()).exists()


def test_nothing_is_written_before_it_happens(language):
    assert not Contact.objects.filter(written_at__lt=F("happened_at")).exists()


def test_stays_add_up(language):
    stays = list(Stay.objects.order_by("deal", "number").values_list("deal", "entered_at", "left_at", "stage"))
    for (deal, _, left_at, _), (follower, entered_at, _, _) in pairwise(stays):
        assert (left_at is None) == (deal != follower)
        assert left_at == entered_at or deal != follower
    ends = {deal: stage for deal, _, left_at, stage in stays if left_at is None}
    assert ends == dict(Milestones.objects.values_list("deal", "stage"))


def test_every_win_is_a_sale(language):
    won = set(Milestones.objects.filter(outcome="won").values_list("deal", flat=True))
    assert set(Sale.objects.filter(deal__isnull=False).values_list("deal", flat=True)) == won
    assert not Milestones.objects.filter(is_won_before_first_contact=True).exists()


def test_a_fifth_to_a_third_of_the_contacts_is_effective(language):
    assert 0.2 <= Contact.objects.filter(is_effective=True).count() / Contact.objects.count() <= 0.35


def test_the_funnel_leaks_at_the_offer(language):
    """The share of those who entered a stage that left it forwards is the least there."""
    names = words_of(language).stages
    shares = {}
    for key in ("new", "need", "survey", "offer", "talks"):
        left = Stay.objects.filter(stage__name=names[key], exit__isnull=False)
        shares[key] = left.filter(exit__in=("advanced", "skipped")).count() / left.count()
    assert min(shares, key=shares.__getitem__) == "offer"


def test_the_strongest_rep_wins_a_multiple_of_the_weakest(language):
    closed = Milestones.objects.exclude(outcome="open").values("deal__owner")
    rates = [row["won"] / row["all"] for row in closed.annotate(won=Count("pk", Q(outcome="won")), all=Count("pk"))]
    assert max(rates) > 2 * min(rates)


@pytest.mark.parametrize("advance", ["forward", "none", "back", "lost", "reopened"])
def test_every_kind_of_advance_is_there(language, advance):
    assert Contact.objects.filter(advance=advance).exists()


@pytest.mark.parametrize("cause", ["client", "correction"])
def test_some_deals_move_without_a_contact(language, cause):
    assert StageMove.objects.filter(cause=cause).exists()


def test_weekends_and_the_turn_of_the_year_are_quiet(language):
    weekend = Contact.objects.filter(happened_on__iso_week_day__gte=6).count()
    assert weekend < Contact.objects.count() * 0.03
    december = Contact.objects.filter(happened_on__range=("2023-12-22", "2023-12-31")).count()
    march = Contact.objects.filter(happened_on__range=("2024-03-04", "2024-03-13")).count()
    assert december < march / 3


def test_customers_who_stopped_are_won_back(language):
    """A sale is won back where the client's sale before it is more than twelve months old."""
    latest, won_back = {}, set()
    for id_, client, on in Sale.objects.order_by("sold_on", "pk").values_list("pk", "client", "sold_on"):
        if client in latest and latest[client] < on.replace(year=on.year - 1):
            won_back.add(id_)
        latest[client] = on
    assert won_back
    assert set(Sale.objects.filter(is_won_back=True).values_list("pk", flat=True)) == won_back


def test_another_company_is_refused(language):
    with pytest.raises(CompanyExists):
        create_demo(language=language, now=NOW, password="fallow-fields")


def test_some_open_deals_have_a_committee_and_contacts_name_persons(language):
    open_deals = Milestones.objects.filter(outcome="open").count()
    decided = DecisionMaker.objects.values("deal").distinct().count()
    assert 0.1 * open_deals <= decided <= 0.6 * open_deals
    assert not DecisionMaker.objects.exclude(deal__milestones__outcome="open").exists()
    assert set(DecisionMaker.objects.values_list("position", flat=True)) == set(Position.values)
    assert {1, 2, 3} <= set(DecisionMaker.objects.values_list("level", flat=True))


def test_whoever_decides_or_is_named_works_for_the_client(language):
    assert not DecisionMaker.objects.exclude(person__client=F("deal__client")).exists()
    assert not DecisionMaker.objects.filter(reports_to__isnull=False).exclude(deal=F("reports_to__deal")).exists()
    assert not DecisionMaker.objects.filter(level__lte=F("reports_to__level")).exists()
    named = Contact.persons.through.objects
    assert named.exists()
    assert not named.exclude(person__client=F("contact__client")).exists()


def test_some_deals_hang_on_one_unreached_person_and_most_do_not(language):
    hanging = narrowed_by_committee(Deal.objects.all(), "hangs").count()
    assert 3 <= hanging < DecisionMaker.objects.values("deal").distinct().count() / 2


def test_what_is_written_next_gets_an_id_of_its_own(language):
    client = Client.objects.latest("pk")
    with transaction.atomic():
        person = add_person(client, "Newcomer", by=None, now=NOW)
        assert Person.objects.filter(pk__gt=person.pk).count() == 0
        assert client.pk in search_clients(Client.objects.all(), "newcomer").values_list("pk", flat=True)
        transaction.set_rollback(True)


def test_most_open_deals_have_a_next_step_and_every_list_has_some(language):
    steps, today = NextStep.objects.filter(end=None), NOW.date()
    assert 0.4 <= steps.count() / Milestones.objects.filter(outcome="open").count() <= 0.95
    for due in (Q(due_on__lt=today), Q(due_on=today), Q(due_on__gt=today)):
        assert steps.filter(due).exists()
    assert not steps.exclude(
        rep=F("deal__owner"), set_by__deal=F("deal"), due_on__gte=F("set_by__happened_on")
    ).exists()
    assert steps.filter(kind="meeting").exists()
    assert not steps.filter(kind="meeting", due_at=None).exists()
