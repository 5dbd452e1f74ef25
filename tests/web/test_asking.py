"""Words become questions, and questions words again, for every door alike."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict

from headway.engine.dimension import Dimension
from headway.engine.period import Period
from headway.engine.question import Scope
from headway.web.asking import Asker, Words, funnel_question_of, question_of
from headway.web.models import Company, Funnel, Source, User
from headway.web.naming import NotUnderstood


@pytest.fixture
def asker(alice: User, company: Company, now: datetime) -> Asker:
    """Alice, on Wednesday 15 May 2024."""
    return Asker(alice, company, now)


def test_the_parameters_of_an_address_are_a_question(asker: Asker, bob: User) -> None:
    """
    said                | meant
    period=last+week    | 6 to 12 May
    compare=previous    | 29 April to 5 May
    by=rep&by=month     | rep, then month
    rep=Bob             | Bob
    source=none         | rows without a source
    """
    said = QueryDict("period=last+week&compare=previous&by=rep&by=month&rep=Bob&source=none&page=3")
    question = question_of(asker, "Effective contacts", Words.of(said))
    assert question.metric == "effective_contacts"
    assert question.period == Period(date(2024, 5, 6), date(2024, 5, 13))
    assert question.compare == Period(date(2024, 4, 29), date(2024, 5, 6))
    assert question.by == (Dimension.REP, Dimension.MONTH)
    assert (question.filters.rep, question.filters.source) == (frozenset({bob.pk}), frozenset({None}))


def test_two_days_do_in_place_of_a_period() -> None:
    assert Words.of(QueryDict("from=2024-05-01&until=2024-05-31")).period == "2024-05-01..2024-06-01"
    assert Words.of(QueryDict("from=2024-05-01&until=soon"), period="all").period == "all"
    assert Words.of(QueryDict("from=2024-05-01&until=2024-05-31&period=2023")).period == "2023"


@pytest.mark.parametrize(
    "said",
    [
        "period=last+week&compare=previous&by=rep&by=month&rep=Bob&source=none&source=Fair",
        "period=all&kind=call&kind=meeting",
        "period=2024-02&team=North",
    ],
)
@pytest.mark.usefixtures("bob")
def test_a_question_told_in_words_is_the_same_question_on_any_day(asker: Asker, company: Company, said: str) -> None:
    Source.objects.create(name="Fair")
    question = question_of(asker, "contacts", Words.of(QueryDict(said)))
    later = Asker(asker.user, company, datetime(2025, 1, 1, tzinfo=UTC))
    again = Words.of(QueryDict(Words.telling(question).query(part="of")))
    assert question_of(later, "contacts", again) == question


def test_a_funnel_told_in_words_is_the_same_question(asker: Asker, funnel: Funnel) -> None:
    Source.objects.create(name="Fair")
    words = Words.of(QueryDict("period=last+month&source=Fair&compare=2023&funnel=ignored"))
    question = funnel_question_of(asker, words, split="source", as_of="2024-05-01")
    assert (question.funnel_id, question.as_of) == (funnel.pk, date(2024, 5, 1))
    again = Words.of(QueryDict(Words.telling(question).query()))
    assert funnel_question_of(asker, again, split="source", as_of="2024-05-01") == question


def test_the_day_and_the_week_are_the_askers(alice: User, company: Company) -> None:
    """Sunday 23:30 in UTC is Monday in Budapest; a week that starts on Sunday began the day before."""
    moment = datetime(2024, 5, 12, 23, 30, tzinfo=UTC)
    assert Asker(alice, company, moment).today == date(2024, 5, 13)
    assert Asker(alice, company, moment).period("this week").start == date(2024, 5, 13)
    company.week_starts_on = 6
    assert Asker(alice, company, moment).period("this week").start == date(2024, 5, 12)
    alice.time_zone = "America/New_York"
    assert Asker(alice, company, moment).today == date(2024, 5, 12)


def test_a_question_counts_what_its_asker_may_see(
    alice: User, carol: User, bob: User, ann: User, company: Company, now: datetime
) -> None:
    def scope(user: User) -> Scope:
        return question_of(Asker(user, company, now), "contacts", Words()).scope

    assert scope(alice) == scope(ann) == Scope()
    assert scope(carol) == Scope(team_ids=frozenset({carol.team_id}))
    assert scope(bob) == Scope(rep_ids=frozenset({bob.pk}))


def test_without_a_company_the_defaults_hold(alice: User, now: datetime) -> None:
    asker = Asker(alice, None, now)
    assert (asker.today, asker.week_start, asker.bounce_days) == (date(2024, 5, 15), 0, 14)


def test_the_part_that_is_in_the_way_is_named(asker: Asker) -> None:
    with pytest.raises(NotUnderstood, match="is not a period") as trouble:
        question_of(asker, "contacts", Words(period="lately"))
    assert trouble.value.field == "period"
