"""What goes by an own metric when it is changed, taken out, and made again."""

from datetime import date
from decimal import Decimal

import pytest

from headway.engine.catalogue import catalogue
from headway.engine.definition import Counted, Definition, checked
from headway.engine.ground import How
from headway.engine.metric import Grade
from headway.engine.period import Period
from headway.web.bearers import Bearer
from headway.web.models import Board, BoardMetric, Goal, OwnMetric, Programme, Target
from headway.web.naming import NotUnderstood
from headway.web.own.keeping import add_metric, change_metric, remove_metric
from headway.web.own.known import own_metrics
from headway.web.own.uses import gone_words, label_before, taken_out, uses_of
from headway.web.programmes.following import outline_of
from headway.web.programmes.outline import as_counted, gone_from
from headway.web.targets.approved import approved

WON = Counted(facts="deals", day="won_on")
WORTH = Counted(facts="deals", day="won_on", how=How.SUM, what="won_amount")
OPEN = Counted(facts="pipeline", day="since_on")
MAY = Period(date(2024, 5, 1), date(2024, 6, 1))


def _definition(of, label="Big wins", grade=Grade.ALLOWED):
    return checked(Definition(label=label, of=of, grade=grade))


@pytest.fixture
def big_wins(company, alice, now):
    """A count that a tile with a goal shows, with a target of May, moved by a week of the programme."""
    kept = add_metric(_definition(WON), by=alice, now=now)
    board = Board.objects.create(kind="company", created_at=now)
    tile = BoardMetric.objects.create(board=board, position=1, metric=kept.name, added_at=now)
    Goal.objects.create(tile=tile, value=10, every="month")
    Target.objects.create(metric=kept.name, month=MAY.start, value=12, state="approved", set_at=now, approved_at=now)
    week = {"title": "Win", "do": "Win big.", "seen": "More of them.", "measure": kept.name, "check": kept.name}
    Programme.objects.create(name="Ours", weeks=[week], starts_on=MAY.start, made_at=now)
    return kept


def test_what_goes_by_it_is_told(big_wins):
    assert uses_of("big_wins").told == [
        "1 tile of a board shows it.",
        "1 of them has a goal.",
        "There is 1 target of it.",
        "1 week of the programme that runs goes by it.",
    ]
    assert uses_of("other").left == []


def test_another_unit_is_refused_while_goals_and_targets_are_set_in_this_one(big_wins, alice, now):
    with pytest.raises(NotUnderstood, match="are set for another kind of number, and would mean") as trouble:
        change_metric(big_wins, _definition(WORTH), by=alice, now=now)
    assert trouble.value.field == "unit"
    lost = Counted(facts="deals", day="lost_on")
    change_metric(big_wins, _definition(lost, "Big losses"), by=alice, now=now)
    Goal.objects.all().delete()
    Target.objects.all().delete()
    change_metric(big_wins, _definition(WORTH), by=alice, now=now)
    assert OwnMetric.objects.get().definition["unit"] == "money"


def test_what_has_targets_does_not_become_a_volume(big_wins, alice, now):
    with pytest.raises(NotUnderstood, match="what is for analysis only can have none") as trouble:
        change_metric(big_wins, _definition(WON, grade=Grade.VOLUME), by=alice, now=now)
    assert trouble.value.field == "grade"
    Target.objects.all().delete()
    change_metric(big_wins, _definition(WON, grade=Grade.VOLUME), by=alice, now=now)


def test_what_is_taken_out_leaves_words_in_its_place_and_comes_back_under_its_name(big_wins, alice, now):
    remove_metric(big_wins, by=alice, now=now)
    words = "“Big wins” was taken out of the numbers by Alice on May\u00a015,\u00a02024. Take this tile off the board."
    assert taken_out("big_wins") == words
    assert taken_out("dreams") == "There is no metric 'dreams' any more. Take this tile off the board."
    with own_metrics():
        (task,) = outline_of(Programme.objects.get()).tasks
        assert (task.measure, task.check, task.seen) == ("big_wins", "big_wins", "More of them.")
        assert gone_from(task) == ("big_wins",)
        assert gone_words("big_wins") == "“Big wins” was taken out of the numbers."
        assert (as_counted(task).measure, as_counted(task).check) == ("", "")
        assert approved("big_wins", MAY, Bearer()) is None
    assert add_metric(_definition(WON), by=alice, now=now).name == "big_wins"
    with own_metrics():
        assert "big_wins" in catalogue()
        assert gone_from(outline_of(Programme.objects.get()).tasks[0]) == ()
        assert approved("big_wins", MAY, Bearer()) == Decimal(12)


def test_a_number_in_another_unit_does_not_take_over_the_goals_of_the_one_before(big_wins, alice, now):
    remove_metric(big_wins, by=alice, now=now)
    with pytest.raises(NotUnderstood, match="still go by 'big_wins', set for another kind of") as trouble:
        add_metric(_definition(WORTH), name="big_wins", by=alice, now=now)
    assert trouble.value.field == "name"
    assert add_metric(_definition(WORTH), by=alice, now=now).name == "big_wins_2"
    with own_metrics():
        assert approved("big_wins_2", MAY, Bearer()) is None


def test_what_stands_does_not_take_over_the_goals_of_what_happens_nor_a_volume_targets(big_wins, alice, now):
    """Both count pieces, as the number before did."""
    with pytest.raises(NotUnderstood, match="set for another kind of number") as trouble:
        change_metric(big_wins, _definition(OPEN), by=alice, now=now)
    assert trouble.value.field == "unit"
    remove_metric(big_wins, by=alice, now=now)
    volume = _definition(WON, grade=Grade.VOLUME)
    for definition, field in ((_definition(OPEN), "name"), (volume, "grade")):
        with pytest.raises(NotUnderstood) as trouble:
            add_metric(definition, name="big_wins", by=alice, now=now)
        assert trouble.value.field == field
        kept = add_metric(definition, by=alice, now=now)
        assert kept.name == "big_wins_2"
        kept.delete()
    Target.objects.all().delete()
    assert add_metric(volume, by=alice, now=now).name == "big_wins"


def test_what_is_there_but_can_no_longer_be_counted_was_taken_out_by_nobody(big_wins):
    OwnMetric.objects.update(definition={**big_wins.definition, "of": {**big_wins.definition["of"], "facts": "gone"}})
    assert taken_out("big_wins") == "It can no longer be counted."
    assert gone_words("big_wins") == "Big wins: It can no longer be counted."
    assert label_before("big_wins") == "Big wins"
