"""Queries that are written once find what the querysets they were made of find."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db.models import Q

from headway.web.log import open_client, open_deal
from headway.web.models import Client, Deal, Funnel, NextStep, User
from headway.web.stencil import Stencil

pytestmark = pytest.mark.django_db


@pytest.fixture
def deals(funnel: Funnel, bob: User, eve: User, now: datetime) -> list[Deal]:
    """Two deals of Bob's, one of Eve's."""
    clients = [open_client(name, by=by, now=now) for name, by in (("A", bob), ("B", bob), ("C", eve))]
    return [open_deal(client, name=client.name, by=client.owner, now=now) for client in clients]


def test_a_stencil_is_asked_again_with_other_values(deals: list[Deal], bob: User, eve: User) -> None:
    """
    deal | owner
    A    | Bob
    B    | Bob
    C    | Eve
    """
    of_owner = Stencil(lambda owner_id: Deal.objects.filter(owner=owner_id).order_by("name"), int)
    assert [[deal.name for deal in of_owner.all(user.pk)] for user in (bob, eve, bob)] == [
        ["A", "B"],
        ["C"],
        ["A", "B"],
    ]
    assert of_owner.all(bob.pk) == list(Deal.objects.filter(owner=bob).order_by("name"))


def test_a_record_has_all_its_columns_and_those_of_what_it_belongs_to(deals: list[Deal]) -> None:
    by_uid = Stencil(lambda uid: Deal.objects.select_related("client", "owner__team").filter(uid=uid), UUID)
    found, read = by_uid.first(deals[0].uid), Deal.objects.get(pk=deals[0].pk)
    names = [field.attname for field in Deal._meta.concrete_fields]
    assert found is not None
    assert [getattr(found, name) for name in names] == [getattr(read, name) for name in names]
    cached = found._state.fields_cache
    assert (cached["client"], cached["owner"].team) == (deals[0].client, deals[0].owner.team)


def test_one_value_may_stand_in_several_places(deals: list[Deal], bob: User) -> None:
    both = Stencil(lambda id_: Deal.objects.filter(Q(owner=id_) | Q(owner__team__members=id_)).distinct(), int)
    assert {deal.name for deal in both.all(bob.pk)} == {"A", "B"}


def test_values_come_as_values(deals: list[Deal]) -> None:
    names = Stencil(lambda: Client.objects.order_by("name").values_list("name", flat=True))
    moments = Stencil(lambda id_: Client.objects.filter(pk=id_).values_list("name", "created_at", "uid"), int)
    first = deals[0].client
    assert names.all() == ["A", "B", "C"]
    assert moments.all(first.pk) == [("A", first.created_at, first.uid)]


@pytest.mark.parametrize(("day", "found"), [(date(2024, 5, 14), 0), (date(2024, 5, 15), 1)])
def test_days_texts_and_moments_are_written_as_the_database_keeps_them(
    deals: list[Deal], bob: User, now: datetime, day: date, found: int
) -> None:
    NextStep.objects.create(
        uid=uuid4(), client=deals[0].client, rep=bob, kind="call", due_on=date(2024, 5, 15), written_at=now
    )
    due = Stencil(
        lambda kind, on, at: NextStep.objects.filter(kind=kind, due_on__lte=on, written_at__gte=at), str, date, datetime
    )
    assert len(due.all("call", day, now)) == found
    assert due.all("visit", day, now) == []
    assert due.all("call", day, datetime(2024, 5, 16, tzinfo=UTC)) == []


def test_nothing_is_nobody(company: object) -> None:
    assert Stencil(lambda id_: Deal.objects.filter(pk=id_), int).first(1) is None


def test_asked_for_several_at_once_it_finds_what_it_finds_for_each(deals: list[Deal], bob: User, eve: User) -> None:
    """Each with its own answers in their order, those that find nothing among them."""
    query = Stencil(
        lambda owner_id, name, created_at: (
            Deal.objects.select_related("client")
            .filter(Q(owner=owner_id) & (Q(name=name) | Q(created_at__lt=created_at)))
            .order_by("-name")
        ),
        int,
        str,
        datetime,
    )
    late, early = datetime(2100, 1, 1, tzinfo=UTC), datetime(2000, 1, 1, tzinfo=UTC)
    several = [(bob.pk, "", late), (0, "A", late), (eve.pk, "C", early), (bob.pk, "B", early)]
    found = query.each(several)
    assert [[deal.name for deal in each] for each in found] == [["B", "A"], [], ["C"], ["B"]]
    assert found == [query.all(*values) for values in several]
    assert found[0][0].client.name == "B"
    assert query.each([]) == []
