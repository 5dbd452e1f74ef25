"""What a text is taken for: never a guess, choices where it can mean several things, else the word in the way."""

from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headway.engine.catalogue import catalogue
from headway.web.models import Source, User
from headway.web.naming import NotUnderstood
from headway.web.understanding.languages import languages
from headway.web.understanding.saying import page_of, said
from headway.web.understanding.understood import LONGEST, SeveralMeanings, seems_asked, understand
from tests.web.understanding.conftest import line_of

pytestmark = pytest.mark.any_database

PERIODS = (
    *(f"{which} {step}" for which in ("this", "last") for step in ("week", "month", "quarter", "year")),
    *("today", "yesterday", "last 30 days", "last 4 weeks", "last 3 months", "last 2 quarters", "last 2 years"),
    *("2024", "2024-01", "2024-Q1", "2024-W07", "2024-01-05", "2024-01-01..2024-02-01", "all"),
)


def _choices(asker, text):
    with pytest.raises(SeveralMeanings) as several:
        understand(asker, text)
    return [line_of(each) for each in several.value.choices]


def test_every_metric_is_understood_by_its_label_and_its_name(owner):
    for metric in catalogue().values():
        for text in (metric.label, metric.name):
            found = understand(owner, f"{text} last month")
            assert line_of(found) == f"{metric.name}; last month"


def test_every_period_is_understood_as_the_engine_reads_it(owner):
    for period in PERIODS:
        assert understand(owner, f"Sales cycle time {period}").question.period == owner.period(period)


def test_every_metric_is_cut_by_what_it_knows(owner):
    for metric in catalogue().values():
        for dimension in metric.dimensions:
            text = f"{metric.label} last month by {dimension.replace('_', ' ')}"
            assert (metric.name, understand(owner, text).question.by) == (metric.name, (dimension,))


def test_a_text_that_names_several_metrics_gives_the_choices(owner):
    assert {line.partition(";")[0] for line in _choices(owner, "win rate last month")} >= {
        "win_rate_of_all",
        "win_rate_of_closed",
    }
    assert all("; last month" in line for line in _choices(owner, "win rate last month"))


def test_of_two_reps_of_one_name_one_chooses(owner, bob):
    """
    rep       | e-mail
    Bob       | bob@example.com
    Bob Bell  | bell@example.com
    """
    bell = User.objects.create_user("bell@example.com", "correct horse battery", name="Bob Bell", role="rep")
    assert len(_choices(owner, "contacts of Bob today")) == 2
    assert understand(owner, "contacts of Bob Bell today").question.filters.rep == {bell.pk}
    assert understand(owner, "contacts of bell@example.com today").question.filters.rep == {bell.pk}


def test_a_name_of_two_things_gives_both(owner):
    Source.objects.create(name="Schools")
    assert _choices(owner, "new leads Schools") == [
        "new_leads; this month; source Schools",
        "new_leads; this month; segment Schools",
    ]
    told = understand(owner, "new leads from the source Schools")
    assert line_of(told) == "new_leads; this month; source Schools"


def test_a_bare_week_is_this_one_or_the_last(owner):
    assert _choices(owner, "contacts in the week") == ["contacts; this week", "contacts; last week"]


def test_you_is_the_rep_who_asks_and_to_the_owner_herself_or_everybody(asker, owner):
    assert line_of(understand(asker, "how many contacts did you have today?")) == "contacts; today; rep Bob"
    assert _choices(owner, "how many contacts did you have today?") == ["contacts; today; rep Alice", "contacts; today"]


def test_a_kind_narrows_only_what_counts_kinds(owner):
    """Calls that are meetings are none, and nought would be a wrong answer."""
    assert line_of(understand(owner, "calls and meetings today")) == "contacts; today; kind call+meeting"
    with pytest.raises(NotUnderstood, match="I do not know 'demo' here"):
        understand(owner, "deals won by demo today")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Ask for a number: how many contacts last week?"),
        ("?!", "Ask for a number: how many contacts last week?"),
        ("last week", "Name the number you ask for, such as contacts, new leads or sales volume."),
        ("contcts last week", "I do not know 'contcts' here. Near it there is: 'contacts'"),
        ("contacts next week", "That time has not begun, so nothing is counted yet."),
        ("сколько контактов на следующей неделе", "That time has not begun, so nothing is counted yet."),
        ("hány kontakt lesz jövő héten", "That time has not begun, so nothing is counted yet."),
        ("what is our target for next quarter", "What is wished for is set, not counted."),
        ("what must each rep do on Monday", "What is to be done is worked out from a plan, not counted."),
        ("what is left today", "What is to be done is worked out from a plan, not counted."),
        ("что должен сделать каждый в понедельник", "What is to be done is worked out from a plan, not counted."),
        ("mi a teendő ma", "What is to be done is worked out from a plan, not counted."),
        ("contacts with Zanzibar", "I do not know 'Zanzibar' here."),
        ("contacts not today", "I do not know 'not' here."),
        ("long calls last week", "I do not know 'long' here."),
        ("how many long meetings", "I do not know 'long' here."),
        ("contacts in May in June", "Two periods are named."),
        ("contacts on 31 June", "I do not know "),
        ("contacts " * 50, "That is too long for a question."),
        ("contacts last week " + "a" * LONGEST, "That is too long for a question."),
    ],
)
def test_what_is_not_understood_is_named(owner, text, sentence):
    with pytest.raises(NotUnderstood) as trouble:
        understand(owner, text)
    assert str(trouble.value).startswith(sentence)
    assert not isinstance(trouble.value, SeveralMeanings)


def test_what_is_near_is_of_the_reader_s_language_or_english(owner):
    """'ig' is Hungarian: up to."""
    with pytest.raises(NotUnderstood) as trouble:
        understand(owner, "big calls")
    assert "'ig'" not in str(trouble.value)
    with override("hu"), pytest.raises(NotUnderstood) as trouble:
        understand(owner, "big calls")
    assert "„ig”" in str(trouble.value)


def test_a_colleague_of_another_team_does_not_exist(asker, eve):
    with pytest.raises(NotUnderstood, match="I do not know 'Eve' here"):
        understand(asker, "how many contacts did Eve have last week")


def test_a_rep_asks_for_the_total_of_the_team(asker, colleagues):
    found = understand(asker, "how many contacts did my team have last month")
    assert found.question.scope.is_total
    assert said(asker, found.question) == "Contacts · Apr 1 – 30, 2024 · your whole team".replace(
        " 1", "\u00a01"
    ).replace("30, ", "30,\u00a0")


def test_what_was_understood_is_said_and_leads_to_its_page(owner, asker):
    question = understand(owner, "effective calls by Bob this month by week than last month").question
    text = said(owner, question).replace("\u00a0", " ")
    assert text == (
        "Effective contacts · May 1 – 31, 2024 · Rep: Bob · Kind: Call · by week · "
        "May 1 – 15, 2024 so far, compared with Apr 1 – 30, 2024"
    )
    assert page_of(question).startswith("/numbers/effective_contacts?period=2024-05-01..2024-06-01&compare=2024-04-01")
    assert "everybody" in said(owner, understand(owner, "contacts today").question)
    assert "your own" in said(asker, understand(asker, "contacts today").question)


def test_a_leap_day_is_the_same_day_the_year_before(owner):
    found = understand(owner, "contacts on 29 February 2024 than a year ago")
    assert found.question.period.start == date(2024, 2, 29)
    assert found.question.compare.start == date(2023, 2, 28)


def test_only_what_names_a_number_seems_asked():
    assert seems_asked("contacts today")
    assert seems_asked("звонки вчера")
    assert not seems_asked("contacts")
    assert not seems_asked("two pumps")


WORDS = sorted(
    {
        word
        for language in languages()
        for table in (language.periods, language.compares, language.cut_words, language.steps)
        for text in table.values()
        for word in text.replace(",", " ").split()
    }
    | {word for metric in catalogue().values() for word in metric.label.split()}
    | {
        "Bob",
        "Eve",
        "North",
        "call",
        "2024",
        "31",
        "0",
        "99999",
        "мая",
        "–",
        "..",
        "2024-13",
        "9999-12-31",
        "0001-01-01",
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_no_text_raises_anything_else(owner, text):
    questions = _meant(owner, text)
    assert all(said(owner, question) for question in questions)
    assert _meant(owner, text) == questions


def _meant(asker, text):
    """Return every question that a text can mean; none where it is not understood."""
    try:
        return [understand(asker, text).question]
    except SeveralMeanings as several:
        return [choice.question for choice in several.choices]
    except NotUnderstood:
        return []
