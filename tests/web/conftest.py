"""The company of the web tests: Alice owns it, Carol heads Bob's team, Eve sells in another, Ann only reads."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from headway.web import facts
from headway.web.funnels import open_funnel
from headway.web.log import open_client, open_deal
from headway.web.log.changes import note_names
from headway.web.models import Client, Company, Currency, Deal, Funnel, Membership, Role, Stage, Team, User
from tests.web.past import count_from_one

NOON = datetime(2024, 5, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _fresh_facts() -> Iterator[None]:
    """Give every test a fact store of its own, in memory."""
    with facts.private_store():
        yield


@pytest.fixture
def now() -> datetime:
    """Wednesday noon."""
    return NOON


@pytest.fixture
def company(db: None) -> Company:
    """A company in Budapest that counts in euros."""
    count_from_one()
    euro = Currency.objects.create(code="EUR", digits=2)
    Currency.objects.create(code="HUF", digits=0)
    return Company.objects.create(name="Pumps", currency=euro, time_zone="Europe/Budapest", created_at=NOON)


@pytest.fixture
def north(company: Company) -> Team:
    """Carol's team."""
    return Team.objects.create(name="North")


@pytest.fixture
def south(company: Company) -> Team:
    """The other team."""
    return Team.objects.create(name="South")


def _user(name: str, role: Role, team: Team | None = None) -> User:
    user = User.objects.create_user(
        f"{name.lower()}@example.com", "correct horse battery", name=name, role=role, team=team
    )
    if team is not None:
        Membership.objects.create(user=user, team=team)
    note_names()
    return user


@pytest.fixture
def alice(company: Company) -> User:
    """The owner."""
    return _user("Alice", Role.OWNER)


@pytest.fixture
def carol(north: Team) -> User:
    """The head of sales of the North."""
    return _user("Carol", Role.HEAD, north)


@pytest.fixture
def bob(north: Team) -> User:
    """A rep of the North."""
    return _user("Bob", Role.REP, north)


@pytest.fixture
def colleagues(north: Team) -> list[User]:
    """Two more reps of the North."""
    return [_user(name, Role.REP, north) for name in ("Vera", "Ken")]


@pytest.fixture
def eve(south: Team) -> User:
    """A stranger to the North: a rep of the South."""
    return _user("Eve", Role.REP, south)


@pytest.fixture
def ann(company: Company) -> User:
    """The analyst: reads all, writes nothing."""
    return _user("Ann", Role.ANALYST)


@pytest.fixture
def funnel(company: Company) -> Funnel:
    """New and Need are leads; Offer and Decision are opportunities; then Won, and Lost off the road."""
    stages = (
        ("New", "lead"),
        ("Need", "lead"),
        ("Offer", "opportunity"),
        ("Decision", "opportunity"),
        ("Won", "won"),
        ("Lost", "lost"),
    )
    return open_funnel("Sales", stages, starts_at=datetime(2020, 1, 1, tzinfo=UTC), is_default=True)


@pytest.fixture
def stage(funnel: Funnel) -> dict[str, Stage]:
    """The stages by name."""
    return {stage.name: stage for stage in funnel.stages.all()}


@pytest.fixture
def pump(company: Company, bob: User) -> Client:
    """Bob's client."""
    return open_client("Pump Ltd", by=bob, now=NOON)


@pytest.fixture
def deal(pump: Client, bob: User, funnel: Funnel) -> Deal:
    """Bob's deal with Pump Ltd, entered at noon."""
    return open_deal(pump, name="Two pumps", by=bob, now=NOON)
