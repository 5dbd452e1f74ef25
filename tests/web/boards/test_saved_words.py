"""Words kept under a name: found, put in the place of the name on every door, kept and dropped."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client as Browser

from headway.web.asking import Words, answer_to, funnel_question_of, question_of, told_in_full
from headway.web.asking_norms import norms_question_of
from headway.web.asking_review import review_of
from headway.web.models import AuditEntry, SavedWords
from headway.web.naming import NotUnderstood
from headway.web.saved_words import drop_words, keep_words, saved_for, saved_named
from tests.web.diary import told


@pytest.fixture
def keeps(asks):
    """Keep words for somebody."""

    def kept(user, name, *, period="", shared=False, **filters):
        return keep_words(name, period=period, filters=filters, is_shared=shared, by=user, now=asks(user).now)

    return kept


def test_ones_own_words_go_before_those_of_the_company(asks, keeps, alice, bob):
    keeps(alice, "Calls", shared=True, kind=["email"])
    keeps(bob, "calls", kind=["call"])
    assert told_in_full(asks(bob), Words(saved="CALLS")).filters == {"kind": ["call"]}
    assert told_in_full(asks(alice), Words(saved="calls")).filters == {"kind": ["email"]}
    assert [each.user_id for each in saved_for(bob)] == [bob.pk, None]


def test_what_is_said_goes_before_what_was_kept(asks, keeps, alice):
    keeps(alice, "North", period="2024-04", team=["North"], kind=["call"])
    words = told_in_full(asks(alice), Words(saved="North", period="", filters={"kind": ["email"]}))
    assert (words.period, words.filters["kind"]) == ("2024-04", ["email"])
    assert told_in_full(asks(alice), Words(saved="North", period="2024-05")).period == "2024-05"


def test_filters_are_known_in_whatever_case(asks, keeps, alice, north):
    """
    kept                              | said beside it    | asked
    Team: North, KIND: call           |                   | team: North, kind: call
    Team: North, KIND: call           | Kind: email       | team: North, kind: email
    """
    kept = keeps(alice, "North", **{" Team": ["North"], "KIND": ["call"], "kind": ["meeting"]})
    assert kept.filters == {"team": [str(north.pk)], "kind": ["call", "meeting"]}
    told = told_in_full(asks(alice), Words(saved="North", filters={"Kind": ["email"]}))
    assert told.filters == {"team": [str(north.pk)], "kind": ["email"]}


def test_they_hold_after_a_change_of_name(asks, keeps, alice, north):
    keeps(alice, "Ours", team=["North"])
    north.name = "Arctic"
    north.save()
    assert told_in_full(asks(alice), Words(saved="ours")).filters == {"team": [str(north.pk)]}


def test_every_report_takes_them(asks, keeps, alice, north):
    keeps(alice, "Ours", period="2024-05", team=["North"])
    asker, words = asks(alice), Words(saved="Ours", period="")
    team = frozenset({north.pk})
    assert answer_to(question_of(asker, "contacts", words)).total.value == 4
    assert funnel_question_of(asker, words).filters.team == team
    assert review_of(asker, words).total.contacts == 4
    assert norms_question_of(asker, words).filters.team == team


def test_no_one_sees_more_by_them(asks, keeps, alice, bob, eve):
    """Alice keeps a filter on Eve for all; to Bob it comes to nothing, for he sees his own contacts alone."""
    keeps(alice, "Of Eve", shared=True, rep=["Eve"])
    counted = {
        user.name: answer_to(question_of(asks(user), "contacts", Words(saved="Of Eve"))) for user in (alice, bob)
    }
    assert {name: answer.total.value for name, answer in counted.items()} == {"Alice": 1, "Bob": 0}
    keeps(eve, "Eve's", kind=["call"])
    with pytest.raises(NotUnderstood, match="Nothing is kept under the name 'Eve's'"):
        told_in_full(asks(bob), Words(saved="Eve's"))


def test_a_near_name_is_offered(asks, keeps, alice):
    keeps(alice, "Key accounts", kind=["call"])
    with pytest.raises(NotUnderstood, match="Did you mean 'Key accounts'") as refused:
        saved_named(saved_for(alice), "key acounts")
    assert refused.value.field == "saved"


def test_only_who_leads_keeps_for_all_and_the_trail_says_who(asks, keeps, alice, carol, bob, ann):
    for user in (bob, ann):
        with pytest.raises(PermissionDenied):
            keeps(user, "All", shared=True, kind=["call"])
    kept = keeps(carol, "All", shared=True, kind=["call"])
    assert keeps(alice, " all ", shared=True, kind=["email"]).pk == kept.pk
    with pytest.raises(PermissionDenied):
        drop_words(SavedWords.objects.get(), by=bob, now=asks(bob).now)
    drop_words(SavedWords.objects.get(), by=alice, now=asks(alice).now)
    trail = AuditEntry.objects.filter(noun="savedwords").order_by("pk")
    assert [(each.actor.name, each.verb) for each in trail] == [
        ("Carol", "add"),
        ("Alice", "change"),
        ("Alice", "remove"),
    ]


@pytest.mark.parametrize(
    ("name", "told", "field"),
    [
        (" ", {"kind": ["call"]}, "name"),
        ("x" * 61, {"kind": ["call"]}, "name"),
        ("ﷺ" * 10, {"kind": ["call"]}, "name"),
        ("Nothing", {}, "filters"),
        ("Stranger", {"rep": ["Nobody"]}, "rep"),
        ("Moon", {"moon": ["full"]}, "filters"),
        ("In May", {"month": ["none"]}, "filters"),
    ],
)
def test_what_says_nothing_is_not_kept(keeps, alice, name, told, field):
    with pytest.raises(NotUnderstood) as refused:
        keeps(alice, name, **told)
    assert refused.value.field == field
    assert not SavedWords.objects.exists()


@pytest.fixture
def browser(diary, alice):
    browser = Browser()
    browser.force_login(alice)
    return browser


def test_a_page_keeps_what_it_is_narrowed_to_and_takes_it_back(browser, alice, north):
    here = f"/numbers?period=2024-05&team={north.pk}"
    form = {"name": "Northern", "words": f"period=2024-05&team={north.pk}", "with_period": "1", "next": here}
    assert browser.post("/saved", form).url == here
    page = browser.get("/numbers?saved=Northern").content.decode()
    assert f'<option value="{north.pk}" selected>' in page
    assert "May 1 – 31, 2024" in told(page)
    assert 'data-metric="effective_contacts"' in page
    assert "Northern" in told(browser.get("/saved").content.decode())


def test_a_choice_that_is_opened_again_stays_open(browser, keeps, alice, north):
    keeps(alice, "Northern", team=["North"])
    page = browser.get("/numbers?saved=Northern&team=&rep=").content.decode()
    assert f'<option value="{north.pk}" selected>' not in page


def test_numbers_that_do_not_know_what_is_asked_are_left_out(browser, keeps, alice):
    """Of sales nobody can ask for calls."""
    keeps(alice, "Calls", kind=["call"])
    analysed = browser.get("/numbers?saved=Calls&tab=analysis&period=2024-05").content.decode()
    assert 'data-metric="contacts"' in analysed
    assert 'data-metric="tallies"' not in analysed
    page = browser.get("/numbers?saved=Calls&period=2024-05").content.decode()
    assert 'data-metric="effective_contacts"' in page
    assert 'data-metric="sales_volume"' not in page
    assert 'data-metric="deals_won"' not in page
    assert browser.get("/numbers?saved=nothing").status_code == 400


def test_only_ones_own_and_those_of_the_company_can_be_dropped(browser, keeps, bob, alice):
    own, hers = keeps(bob, "Mine", kind=["call"]), keeps(alice, "Hers", kind=["call"])
    assert browser.post(f"/saved/{own.pk}/remove").status_code == 404
    assert browser.post(f"/saved/{hers.pk}/remove").url == "/saved"
    assert list(SavedWords.objects.all()) == [own]
