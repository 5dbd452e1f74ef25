"""Imports through the API: the owner sees how far each is, to others there are none."""

from collections.abc import Callable
from datetime import datetime

from headway.web.models import ImportRun, ImportState, User


def test_the_owner_sees_how_far_an_import_is(api_of: Callable, alice: User, now: datetime) -> None:
    run = _run(now)
    told = api_of(alice).get(f"/imports/{run.pk}").json()
    assert (told["file_name"], told["state"], told["done"], told["total"]) == ("deals.csv", "running", 40, 100)
    assert api_of(alice).get("/imports").json()["items"] == [told]


def test_to_others_there_are_no_imports(api_of: Callable, carol: User, bob: User, ann: User, now: datetime) -> None:
    run = _run(now)
    for user in (carol, bob, ann):
        assert api_of(user).get(f"/imports/{run.pk}").status_code == 404
        assert api_of(user).get("/imports").json()["items"] == []


def _run(now: datetime) -> ImportRun:
    return ImportRun.objects.create(
        file_name="deals.csv",
        path="imports/deals.csv",
        size=10,
        digest="0" * 64,
        state=ImportState.RUNNING,
        done=40,
        total=100,
        created_at=now,
    )
