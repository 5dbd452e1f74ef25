"""Any two sides of the funnel: on the pages, with the rows of either, in the API and on the command line."""

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from headway.web.asking import Asker, Words, funnel_question_of
from headway.web.asking_funnel import both, cohorts_of, flow_of, times_of
from headway.web.models import LossReason, Source
from headway.web.naming import NotUnderstood
from headway.web.sides import against_of, against_told
from tests.web.diary import figures, rows_of, told, write

pytestmark = pytest.mark.any_database

DIARY = """
    when             | rep | deal | kind    | stage after
    2024-04-20 09:00 | Bob | pump | call    | Need
    2024-05-02 09:00 | Bob | pump | meeting | Offer
    2024-05-06 09:00 | Bob | tank | call    | Need
    2024-05-08 09:00 | Bob | tank | call    | Lost
    2024-05-09 10:00 | Eve | pipe | call    | Need
    2024-05-10 10:00 | Eve | pipe | call    | Offer
    2024-05-11 10:00 | Eve | hose | call    | Need
    2024-05-12 10:00 | Eve | hose | call    | Offer
"""


@pytest.fixture
def deals(funnel, alice, carol, bob, eve, ann):
    return write(DIARY)


@pytest.fixture
def browser(deals, alice):
    browser = Browser()
    browser.force_login(alice)
    return browser


def _page(browser: Browser, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_two_teams_stand_side_by_side_with_their_difference(browser):
    """Of North's deals tank entered Need in May and was lost; both of South's went on."""
    page = _page(browser, "/funnel?period=2024-05&team=North&against=team:South")
    words = told(page)
    assert "compared with South" in words
    assert "North beside South" in words
    assert re.search(r"Need 1 beside 2 .*?0.0% 0 of 1 went on beside 100.0% −100 pp, \w+ chance", words), words


def test_every_number_of_either_side_opens_as_many_deals(browser):
    page = _page(browser, "/funnel?period=2024-05&team=North&against=team:South&against=period:2024-05&split=rep")
    counts = [(url, int(text)) for url, text in figures(page) if "/funnel/rows" in url]
    assert len(counts) > 15
    for url, count in counts:
        assert len(rows_of(browser, url)) == count, url


@pytest.mark.parametrize("tab", ["flow", "times", "cohorts"])
def test_the_other_pages_show_both_sides_each_with_its_rows(browser, tab):
    page = _page(browser, f"/funnel/{tab}?period=2024-05&team=North&against=team:South")
    assert re.findall(r'data-side="(\d)"', page) == ["1", "2"]
    assert re.findall(r'<h2 class="group-title">(.*?)</h2>', page) == ["North", "South"]
    counts = [(url, text) for url, text in figures(page) if "rows" in url and text.isdecimal()]
    assert counts
    for url, count in counts:
        assert len(rows_of(browser, url)) == int(count), url


def test_one_side_alone_is_what_it_was(browser):
    page = _page(browser, "/funnel/flow?period=2024-05")
    assert re.findall(r'data-side="(\d)"', page) == ["1"]
    assert "group-title" not in page


def test_sides_that_share_deals_say_that_chance_cannot_be_told(browser):
    page = told(_page(browser, "/funnel?period=2024-05&team=North&against=team:"))
    assert "North beside All teams" in page
    assert "The two sides have deals in common, so that chance cannot be told." in page


def test_the_other_side_is_chosen_from_what_the_reader_may_see(browser, eve):
    page = _page(browser, "/funnel?period=2024-05&against=team:South")
    assert re.search(r'<select[^>]*name="against".*?<option value="team:\d+" selected>South', page, re.DOTALL)
    browser.force_login(eve)
    assert "North" not in _page(browser, "/funnel?period=2024-05")


def test_the_sides_are_kept_when_another_choice_is_made(browser):
    page = _page(browser, "/funnel?period=2024-05&team=North&against=team:South")
    narrow = page.split('aria-label="Narrow the numbers"')[1].split("</form>")[0]
    assert '<input type="hidden" name="against" value="team:South">' in narrow


def test_a_reason_of_loss_is_chosen_on_the_page(browser, deals):
    price, _other = (LossReason.objects.create(name=name) for name in ("Price", "Timing"))
    page = _page(browser, "/funnel?period=2024-05")
    assert f'<option value="{price.pk}">Price</option>' in page
    assert "Nothing entered a stage" in told(_page(browser, f"/funnel?period=2024-05&loss_reason={price.pk}"))


@pytest.mark.parametrize("text", ["South", "mood:good", "team:Nowhere", "period:soon", "funnel:Sales"])
def test_what_cannot_stand_beside_is_one_sentence(browser, text):
    assert browser.get("/funnel", {"against": text}).status_code == 400


def test_a_question_tells_its_sides_again(deals, alice, company, now):
    asker = Asker(alice, company, now)
    Source.objects.create(name="Fair")
    words = Words(
        period="2024-05",
        against=("team:South", "team:none", "source:", "period:2024-04"),
        filters={"team": ("North",), "source": ("Fair",)},
    )
    question = funnel_question_of(asker, words)
    assert question.compare is not None
    again = funnel_question_of(asker, Words.telling(question))
    assert again == question
    assert set(against_of(question.filters, question.against)) == {
        f"team:{next(iter(question.against.team - {None}))}",
        "team:none",
        "source:",
    }


def test_what_both_sides_are_narrowed_to_is_not_told_as_a_difference(deals, alice, company, now):
    """North beside South, both of the same source: when the page chooses another source, it does so for both."""
    Source.objects.create(name="Fair")
    words = Words(period="2024-05", against=("team:South",), filters={"team": ("North",), "source": ("Fair",)})
    question = funnel_question_of(Asker(alice, company, now), words)
    assert against_of(question.filters, question.against) == (f"team:{next(iter(question.against.team))}",)
    assert funnel_question_of(Asker(alice, company, now), Words.telling(question)) == question


@pytest.mark.parametrize("ask", [flow_of, times_of, cohorts_of])
def test_both_sides_are_of_one_moment(deals, alice, company, now, ask):
    """A deal that is logged between the two looks is on neither side: here both ask the same."""
    asker = Asker(alice, company, now)
    question = funnel_question_of(asker, Words(period="2024-05", against=("team:",)))

    def asked(asker, side, store):
        report = ask(asker, side, store)
        write("when | rep | deal | kind | stage after\n2024-05-13 09:00 | Bob | late | call | Need")
        return report

    first, second = both(asked, asker, question)
    assert first == second
    assert ask(asker, question.sides[0]) != first


def test_either_sign_parts_a_noun_from_its_name():
    assert against_told(["team=South", "Team : North", "source:a=b", "kind:"]) == {
        "team": ["South", "North"],
        "source": ["a=b"],
        "kind": [],
    }
    with pytest.raises(NotUnderstood):
        against_told(["South"])


def test_programs_ask_for_both_sides(deals, alice, api_of: Callable):
    asked = {"period": "2024-05", "team": "North", "against": "team:South"}
    report = api_of(alice).get("/funnel", **asked).json()
    need = next(each for each in report["stages"] if each["stage"]["name"] == "Need")
    other = next(each for each in report["compared"] if each["stage"]["name"] == "Need")
    assert (need["entered"], other["entered"], list(report["against"])) == (1, 2, ["team"])
    difference = next(each for each in report["differences"] if each["stage"] == need["stage"]["id"])
    assert (difference["difference"], difference["is_beyond_chance"]) == ("-1", False)
    for path in ("flow", "times", "cohorts"):
        both = api_of(alice).get(f"/funnel/{path}", **asked).json()
        alone = api_of(alice).get(f"/funnel/{path}", period="2024-05", team="South").json()
        assert both["compared"] == alone
        assert alone["compared"] is None
    assert api_of(alice).get("/funnel", period="2024-05").json()["differences"] is None


def test_the_command_line_prints_both_sides(deals, headway: Callable):
    asked = ("funnel", "--period", "2024-05", "--team", "North", "--against", "team=South")
    said = headway(*asked)
    assert "South" in said.lines
    assert "Difference of the share that went on: North less South" in said.lines
    assert any(re.match(r"Need +−100 pp +within chance", line) for line in said.lines)
    told = json.loads(headway(*asked, "--json").out)
    assert told["differences"][0]["difference"] == "-1" or told["differences"]
    for show in ("flow", "times", "cohorts"):
        lines = headway(*asked, "--show", show).lines
        assert lines.index("North") < lines.index("South")
        sides = {line.split(",")[0] for line in headway(*asked, "--show", show, "--csv").lines[1:]}
        assert sides == {"asked", "compared"}
    shared = headway("funnel", "--period", "2024-05", "--against", "team=South").out
    assert "The two sides have deals in common" in shared


def test_a_reason_of_loss_narrows_on_the_command_line(deals, headway: Callable):
    LossReason.objects.create(name="Price")
    csv = headway("funnel", "--period", "2024-05", "--loss-reason", "Price", "--csv")
    assert {line.split(",")[5] for line in csv.lines[1:]} == {"0"}
    assert headway("ask", "deals_lost", "--period", "2024-05", "--loss-reason", "Price").lines[0].endswith(": 0")
