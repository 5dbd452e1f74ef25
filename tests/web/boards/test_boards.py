"""Boards: what stands on them by role, what one may change, what their tiles answer, goals, and the heap."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client as Browser

from headway.web.asking import Words, answer_to, question_of
from headway.web.boards import writing
from headway.web.boards.answered import tiles_of
from headway.web.boards.goals import goal_told, goal_written
from headway.web.boards.holders import holder_told, holders_for
from headway.web.boards.picks import HEAP, Pick, default_picks, picks_of, unseen
from headway.web.boards.told import told_tiles
from headway.web.facts import get_store
from headway.web.log import rename_deal
from headway.web.models import AuditEntry, Board, BoardMetric, Deal, Goal, User
from headway.web.naming import NotUnderstood
from headway.web.saved_words import keep_words
from headway.web.still import still_facts

CONTACTS = Pick(metric="contacts", period="this month", compare="previous")


def _tiles(asker, holder, picks=None):
    return tiles_of(asker, holder, picks_of(holder) if picks is None else picks, get_store())


def _values(asker, holder):
    return {each.pick.metric: each.answer.total.value for each in _tiles(asker, holder) if each.answer}


@pytest.mark.parametrize("who", ["alice", "carol", "bob", "ann"])
def test_everybody_begins_with_nine_numbers_or_fewer(asks, request, who):
    user = request.getfixturevalue(who)
    for holder in holders_for(user):
        assert 0 < len(picks_of(holder)) <= HEAP
        assert not [each.refusal for each in _tiles(asks(user), holder) if each.refusal]


def test_whose_boards_there_are(alice, carol, bob, eve, north, south):
    keys = {user: [each.key for each in holders_for(user)] for user in (alice, carol, bob)}
    assert keys[alice] == ["mine", f"team:{north.pk}", f"team:{south.pk}", "company"]
    assert keys[carol] == keys[bob] == ["mine", f"team:{north.pk}", "company"]
    with pytest.raises(NotUnderstood):
        holder_told(eve, f"team:{north.pk}")
    with pytest.raises(NotUnderstood, match="There is no board 'ours' here"):
        holder_told(eve, "ours")


def test_the_board_that_was_picked_opens_first(asks, alice, carol, bob):
    """
    picked          | opens for Bob
    none            | his own
    the company's   | the company's
    that of his team| his team's
    his own         | his own
    """
    assert holder_told(bob, "").key == "mine"
    for user, key in ((alice, "company"), (carol, "team"), (bob, "mine")):
        writing.begin(asks(user), holder_told(user, key))
        assert holder_told(bob, "").key.partition(":")[0] == key


def test_only_whom_it_belongs_to_may_change_a_board(asks, alice, carol, bob, eve, ann):
    told = {
        (user.name, key): writing_is_allowed(asks(user), key)
        for user in (alice, carol, bob, ann)
        for key in ("mine", "company")
    }
    assert [who for who, is_allowed in told.items() if is_allowed] == [
        ("Alice", "mine"), ("Alice", "company"), ("Carol", "mine"), ("Bob", "mine"), ("Ann", "mine"),
    ]  # fmt: skip
    assert writing_is_allowed(asks(carol), "team")
    assert not writing_is_allowed(asks(bob), "team")


def writing_is_allowed(asker, key):
    try:
        writing.add_tile(asker, holder_told(asker.user, key), CONTACTS)
    except PermissionDenied:
        return False
    return True


def test_each_tile_is_what_the_engine_answers_to_its_reader(asks, alice, carol, bob, north):
    for user, key, narrowed in (
        (alice, "company", {}), (alice, "team:North", {"team": ["North"]}), (carol, "team", {}), (bob, "company", {}),
    ):  # fmt: skip
        asker, holder = asks(user), holder_told(user, key)
        words = Words(period="this month", filters=narrowed)
        wanted = {
            each.metric: answer_to(question_of(asker, each.metric, words)).total.value for each in picks_of(holder)
        }
        assert _values(asker, holder) == wanted
    assert _values(asks(alice), holder_told(alice, "company"))["effective_contacts"] == 4
    assert _values(asks(bob), holder_told(bob, "company"))["effective_contacts"] == 3


def test_a_running_month_is_compared_with_as_many_days(asks, alice):
    (tile,) = _tiles(asks(alice), holder_told(alice, "mine"), [CONTACTS])
    compare = tile.answer.question.compare
    assert (compare.start, compare.end) == (date(2024, 4, 1), date(2024, 4, 16))
    assert (tile.answer.total.value, tile.answer.compared.value, tile.answer.beyond_chance) == (5, 1, False)


def test_a_tile_names_its_days_and_those_before_and_what_it_leaves_out(asks, alice):
    """Nobody knows when pipe came: it may stand open in every month, and is all that may."""
    asker, holder = asks(alice), holder_told(alice, "mine")
    Deal.objects.filter(name="pipe").update(is_entry_known=False)
    rename_deal(Deal.objects.get(name="pipe"), "Long pipe", by=alice, now=asker.now)
    picks = [replace(CONTACTS, metric="open_opportunities"), replace(CONTACTS, compare="none")]
    stock, flow = told_tiles(asker, holder, _tiles(asker, holder, picks))
    assert stock.left_out == "Left out: 1"
    days, against = (words.replace("\xa0", " ") for words in (stock.days, stock.against))
    assert (days, against) == ("May 1 – 15, 2024", "compared with Apr 1 – 15, 2024")
    assert (flow.against, flow.left_out) == ("", "")


def test_nine_tiles_with_comparison_ask_as_many_statements_as_their_facts_need(asks, alice):
    """Together the nine ask as often as each look at a fact table is needed, and far less than one by one."""
    asker, holder = asks(alice), holder_told(alice, "company")
    picks = picks_of(holder)
    assert len(picks) == 9
    together = _statements(asker, holder, [picks])
    alone = _statements(asker, holder, [[each] for each in picks])
    assert together < alone * 0.75
    assert together <= 26
    twice = _statements(asker, holder, [[*picks, *picks]])
    assert twice == together


def _statements(asker, holder, boards):
    count = 0
    for picks in boards:
        with still_facts() as facts:
            reader = _Counting(facts.reader)
            tiles_of(asker, holder, picks, replace(facts, reader=reader))
            count += reader.count
    return count


class _Counting:
    def __init__(self, reader):
        self._reader, self.count = reader, 0

    def __getattr__(self, name):
        return getattr(self._reader, name)

    def query(self, sql, parameters):
        self.count += 1
        return self._reader.query(sql, parameters)


def test_tiles_are_put_moved_changed_and_taken_off_and_the_trail_says_so(asks, alice):
    asker, holder = asks(alice), holder_told(alice, "mine")
    begun = len(picks_of(holder))
    tile = writing.add_tile(asker, holder, replace(CONTACTS, metric="Cold calls", filters={"rep": ["Bob"]}))
    assert (tile.metric, tile.position, tile.filters) == ("cold_calls", begun, {"rep": [str(_id("Bob"))]})
    writing.place_tile(asker, tile, 0)
    assert picks_of(holder)[0].metric == "cold_calls"
    assert [each.metric for each in picks_of(holder)[1:]] == [each.metric for each in _begun(alice)]
    writing.change_tile(asker, tile, {"period": "last quarter", "filters": {}})
    tile.refresh_from_db()
    assert (tile.period, tile.filters) == ("last quarter", {})
    writing.remove_tile(asker, tile)
    assert len(picks_of(holder)) == begun
    trail = AuditEntry.objects.filter(noun__in=["board", "boardmetric"]).order_by("pk")
    assert [(each.verb, each.noun) for each in trail] == [
        ("add", "board"), ("add", "boardmetric"), ("change", "board"), ("change", "boardmetric"),
        ("remove", "boardmetric"),
    ]  # fmt: skip


def _id(name):
    return User.objects.get(name=name).pk


def _begun(user):
    return default_picks(holder_told(user, "mine"))


@pytest.mark.parametrize(
    ("pick", "field"),
    [
        ({"metric": "nothing at all"}, "metric"),
        ({"period": "whenever"}, "period"),
        ({"compare": "whenever"}, "compare"),
        ({"filters": {"rep": ["Nobody"]}}, "rep"),
        ({"filters": {"loss_reason": ["none"]}}, "by"),
        ({"saved": "nothing"}, "saved"),
    ],
)
def test_what_cannot_be_asked_stands_on_no_board(asks, alice, pick, field):
    with pytest.raises(NotUnderstood) as refused:
        writing.add_tile(asks(alice), holder_told(alice, "mine"), replace(CONTACTS, **pick))
    assert refused.value.field == field
    assert not BoardMetric.objects.exists()


def test_two_who_begin_a_board_at_once_begin_one(asks, alice, carol):
    holder = holder_told(carol, "team")
    assert writing.begin(asks(carol), holder) == writing.begin(asks(alice), holder)
    assert Board.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "told", "kept"),
    [
        ("deals_won", {"value": "50", "every": "month"}, "50"),
        ("sales_volume", {"value": "1 000,50", "every": "quarter"}, "100050"),
        ("sales_volume", {"value": "1,000", "every": "quarter"}, "100000"),
        ("win_rate_of_closed", {"value": "25 %", "by": "2024-12-31"}, "0.25"),
        ("cycle_time", {"value": "40", "every": "year"}, "40"),
    ],
)
def test_a_goal_is_read_as_people_write_it_and_written_so_again(asks, alice, name, told, kept):
    asker, metric = asks(alice), writing.find_metric(name)
    goal = goal_told(asker, metric, **told)
    assert goal.value == Decimal(kept)
    assert goal_told(asker, metric, **goal_written(asker, metric, goal)) == goal


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"value": "much", "every": "month"}, "value"),
        ({"value": "NaN", "every": "month"}, "value"),
        ({"value": "5"}, "every"),
        ({"value": "5", "every": "month", "by": "2024-12-31"}, "every"),
        ({"value": "5", "every": "hour"}, "every"),
        ({"value": "5", "by": "soon"}, "by"),
        ({"value": "5", "by": "2024-05-14"}, "by"),
    ],
)
def test_a_goal_that_says_nothing_is_refused(asks, alice, told, field):
    with pytest.raises(NotUnderstood) as refused:
        goal_told(asks(alice), writing.find_metric("deals_won"), **told)
    assert refused.value.field == field


def _standing(asks, user, metric, told, period="this week"):
    asker, holder = asks(user), holder_told(user, "mine")
    tile = writing.add_tile(asker, holder, replace(CONTACTS, metric=metric, period=period))
    writing.set_goal(asker, tile, goal_told(asker, writing.find_metric(metric), **told))
    answered = _tiles(asker, holder)[-1]
    return answered.standing, told_tiles(asker, holder, [answered])[0].goal


def test_a_goal_of_every_month_is_measured_in_its_month_whatever_the_tile_shows(asks, alice):
    """Five contacts by the 15th of 31 days, of ten: half is reached, and a little less of the month is gone."""
    standing, goal = _standing(asks, alice, "contacts", {"value": "10", "every": "month"})
    assert (standing.value, standing.part, standing.gone) == (5, Decimal("0.5"), Decimal(15) / 31)
    assert (standing.is_met, standing.is_behind) == (False, False)
    assert goal.words.replace("\u00a0", " ") == "5 of 10 by May 31"
    assert goal.pace == "50% reached, 48% of the days gone."


def test_a_goal_by_a_day_counts_from_the_day_it_was_set(asks, alice):
    standing, goal = _standing(asks, alice, "contacts", {"value": "4", "by": "2024-05-18"})
    assert (standing.value, standing.gone, standing.is_behind) == (0, Decimal(1) / 4, True)
    assert goal.mark == 25


def test_a_goal_that_is_saved_again_counts_from_the_day_it_first_did(asks, alice):
    asker, holder = asks(alice), holder_told(alice, "mine")
    tile, metric = writing.add_tile(asker, holder, CONTACTS), writing.find_metric("contacts")
    for later, told, starts_on in (
        (0, {"value": "4", "by": "2024-06-30"}, date(2024, 5, 15)),
        (9, {"value": "5", "by": "2024-06-30"}, date(2024, 5, 15)),
        (10, {"value": "5", "by": "2024-07-31"}, date(2024, 5, 25)),
        (11, {"value": "5", "every": "month"}, None),
    ):
        then = replace(asker, now=asker.now + timedelta(days=later))
        writing.set_goal(then, tile, goal_told(then, metric, **told))
        goal = Goal.objects.get()
        assert (goal.value, goal.starts_on) == (int(told["value"]), starts_on)


def test_of_what_should_be_less_a_goal_is_kept_while_it_is_not_passed(asks, alice):
    standing, goal = _standing(asks, alice, "deals_lost", {"value": "1", "every": "month"})
    assert (standing.is_at_most, standing.is_met, standing.gone) == (True, True, None)
    assert goal.pace == "Kept so far."


def test_a_share_has_no_pace(asks, alice):
    standing, goal = _standing(asks, alice, "effective_share", {"value": "50", "every": "month"})
    assert (standing.value, standing.is_met, standing.gone, goal.pace) == (Decimal("0.8"), True, None, "Reached.")


def test_past_nine_it_is_a_heap_and_names_what_nobody_opened_for_a_month(asks, alice):
    asker, holder = asks(alice), holder_told(alice, "mine")
    board = writing.begin(asker, holder)
    later = replace(asker, now=asker.now + timedelta(days=40))
    assert unseen(picks_of(holder), later.now) == []
    tile = writing.add_tile(later, holder, CONTACTS)
    assert tile.pk not in {each.id for each in unseen(picks_of(holder), later.now)}
    assert len(unseen(picks_of(holder), later.now)) == 9
    seen = BoardMetric.objects.filter(board=board).first()
    writing.look(seen, later)
    assert seen.pk not in {each.id for each in unseen(picks_of(holder), later.now)}
    assert len(unseen(picks_of(holder), later.now)) == 8


def test_a_team_reader_sees_the_totals_and_a_narrowed_tile_says_why_not(asks, carol, bob, colleagues):
    holder = holder_told(bob, "company")
    narrowed = replace(CONTACTS, filters={"kind": ["call"]})
    total, refused = tiles_of(asks(bob), holder, [CONTACTS, narrowed], get_store(), is_team_total=True)
    assert total.answer.total.value == 4
    assert refused.answer is None
    assert "Only the total" in refused.refusal


def test_a_tile_narrowed_by_kept_words_changes_with_them(asks, alice, now):
    asker, holder = asks(alice), holder_told(alice, "mine")
    keep_words("Calls", period="", filters={"kind": ["call"]}, is_shared=False, by=alice, now=now)
    writing.add_tile(asker, holder, replace(CONTACTS, saved="Calls"))
    assert _tiles(asker, holder)[-1].answer.total.value == 3
    keep_words("calls", period="", filters={"kind": ["email"]}, is_shared=False, by=alice, now=now)
    assert _tiles(asker, holder)[-1].answer.total.value == 1
    with pytest.raises(NotUnderstood):
        writing.add_tile(asker, holder_told(alice, "company"), replace(CONTACTS, saved="Calls"))


def test_a_shared_board_shows_everybody_the_same_whatever_words_they_keep_under_its_name(asks, alice, ann, now):
    """For the company 'Calls' are calls, three; Ann has kept e-mails under this name."""
    asker, holder = asks(alice), holder_told(alice, "company")
    keep_words("Calls", period="", filters={"kind": ["call"]}, is_shared=True, by=alice, now=now)
    tile = writing.add_tile(asker, holder, replace(CONTACTS, saved="Calls"))
    keep_words("calls", period="", filters={"kind": ["email"]}, is_shared=False, by=ann, now=now)
    for user in (alice, ann):
        assert _tiles(asks(user), holder)[-1].answer.total.value == 3
        browser = Browser()
        browser.force_login(user)
        url = browser.get(f"/board/tiles/{tile.pk}/look").url
        assert url == "/numbers/contacts?period=this+month&compare=previous&kind=call"
    assert _tiles(asks(ann), holder_told(ann, "mine"), [replace(CONTACTS, saved="Calls")])[0].answer.total.value == 1
