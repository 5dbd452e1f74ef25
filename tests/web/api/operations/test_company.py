"""Who one is, and the company's own lists."""

from collections.abc import Callable

from headway.web.models import Source, User


def test_a_program_can_ask_whose_token_it_carries(api_of: Callable, bob: User) -> None:
    told = api_of(bob, "read").get("/me").json()
    assert (told["email"], told["role"], told["team"]["name"], told["scopes"]) == (
        "bob@example.com",
        "rep",
        "North",
        ["read"],
    )
    assert told["company"] == {
        "name": "Pumps",
        "currency": "EUR",
        "currency_digits": 2,
        "time_zone": "Europe/Budapest",
        "week_starts_on": 0,
        "year_starts_in": 1,
    }


def test_a_funnel_is_told_in_the_order_of_its_stages(api_of: Callable, bob: User, funnel: object) -> None:
    told = api_of(bob).get("/funnels").json()
    assert [each["name"] for each in told] == ["Sales"]
    assert [each["name"] for each in told[0]["stages"]] == ["New", "Need", "Offer", "Decision", "Won", "Lost"]


def test_of_the_reps_one_is_told_those_one_may_see(
    api_of: Callable, alice: User, carol: User, bob: User, eve: User
) -> None:
    Source.objects.create(name="Fair")

    def reps(user: User) -> list[str]:
        told = api_of(user).get("/lists").json()
        assert [each["name"] for each in told["sources"]] == ["Fair"]
        return [each["name"] for each in told["reps"]]

    assert reps(alice) == ["Alice", "Bob", "Carol", "Eve"]
    assert reps(carol) == ["Bob", "Carol"]
    assert reps(bob) == ["Bob"]
