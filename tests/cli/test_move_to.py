"""`headway move-to`: from SQLite to PostgreSQL, in processes of their own, as it is done."""

import json
import os
import shutil
import subprocess

import psycopg
import pytest

pytestmark = pytest.mark.postgresql

# A company with one of everything that is written differently on the two databases: texts, days, times, money, truths,
# links between many, JSON; and a contact that is gone, with the highest id.
WRITTEN = """
import django; django.setup()
import uuid
from datetime import date, datetime, timedelta, UTC
from decimal import Decimal
from headway.web.funnels import open_funnel
from headway.web.log import *
from headway.web.models import *
from headway.web.people.staff import add_user, change_user
now = datetime(2024, 5, 15, 12, tzinfo=UTC)
euro = Currency.objects.create(code="EUR")
Company.objects.create(name="Zürich & Söhne", currency=euro, created_at=now)
dollar = Currency.objects.create(code="USD")
ExchangeRate.objects.create(currency=dollar, starts_on=date(2024, 1, 1), rate=Decimal("0.9123456789"))
stages = (("New", "lead"), ("Offer", "opportunity"), ("Won", "won"), ("Lost", "lost"))
open_funnel("Sales", stages, starts_at=datetime(2020, 1, 1, tzinfo=UTC), is_default=True)
team = Team.objects.create(name="North")
alice = add_user({"name": "Alice", "email": "alice@example.com", "role": "owner"}, by=None, now=now)
bob = add_user({"name": "Bob", "email": "bob@example.com", "role": "rep", "team": team}, by=alice, now=now)
client = open_client("Насосы\\tи\\nтрубы", by=bob, now=now)
deal = open_deal(client, name="Two pumps", by=bob, now=now, value_amount=100, currency=dollar)
ada = Person.objects.create(client=client, name="Ada")
def call(minutes, stage=None):
    at = now + timedelta(minutes=minutes)
    new = NewContact(uid=uuid.uuid4(), client=client, deal=deal, rep=bob, kind="call", happened_at=at, persons=(ada,),
                     stage_after=Stage.objects.get(name=stage) if stage else None, note="back\\\\slash \\0 zero")
    return log_contact(new, by=bob, now=at)
for minutes in range(5):
    call(minutes, "Offer" if minutes == 2 else None)
delete_contact(call(9), by=bob, now=now + timedelta(hours=1))
book_sale(client, amount=500, currency=dollar, sold_on=date(2024, 5, 1), by=bob, rep=bob, now=now)
change_user(bob, {"team": None}, by=alice, now=now + timedelta(days=1))
"""


def _running(folder, python):
    """Return what runs a program of Headway's on an SQLite of its own, or on a database."""

    def run(*words, url=None, program=("-m", "headway.cli"), expects=0):
        known = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
        made = {"HEADWAY_DATA": str(folder / "data"), "HEADWAY_LANGUAGE": "en"}
        env = known | made | ({"HEADWAY_DATABASE_URL": url} if url else {})
        env["DJANGO_SETTINGS_MODULE"] = "headway.web.settings"
        done = subprocess.run([*python, *program, *words], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == expects, done.stderr
        return done.stdout if expects == 0 else done.stderr

    return run


@pytest.fixture
def headway(tmp_path, warm):
    return _running(tmp_path, warm)


@pytest.fixture(scope="module")
def company(tmp_path_factory, warm):
    """The data folder of a company, which every test copies."""
    folder = tmp_path_factory.mktemp("company")
    headway = _running(folder, warm)
    headway("migrate")
    headway(WRITTEN, program=("-c",))
    return folder / "data"


@pytest.fixture
def written(company, tmp_path):
    shutil.copytree(company, tmp_path / "data")


ASKED = ("ask", "contacts", "--period", "all", "--by", "team", "--json")
DUMPED = ("dumpdata", "web", "account", "auth", "contenttypes", "--exclude", "web.change", "--natural-foreign")


def _dumped(headway, url=None):
    """Everything that is stored, as text, in one order."""
    records = json.loads(headway(*DUMPED, url=url, program=("-m", "django")))
    return sorted(json.dumps(record, sort_keys=True, ensure_ascii=False) for record in records)


def test_everything_is_there_afterwards_and_work_goes_on(headway, written, empty_postgresql):
    told, before = headway(*ASKED), _dumped(headway)
    _see_a_row_refused(headway, empty_postgresql)
    said = headway("move-to", empty_postgresql)
    assert "web_contact                            5" in said
    assert "rows of" in said
    # A text in PostgreSQL has no zero byte.
    assert _dumped(headway, empty_postgresql) == [record.replace("\\u0000", "") for record in before]
    # The columns that were copied from SQLite lie in the same folder.
    assert headway(*ASKED, url=empty_postgresql) == told
    headway("log", "1", "call", "--as", "bob@example.com", url=empty_postgresql)
    with psycopg.connect(empty_postgresql) as database:
        assert database.execute("SELECT max(id) FROM web_contact").fetchone() == (7,)
    assert json.loads(headway(*ASKED, url=empty_postgresql))["total"]["value"] == 6
    assert json.loads(headway(*ASKED))["total"]["value"] == 5
    assert "not empty: web_" in headway("move-to", empty_postgresql, expects=2)
    assert "The log is in PostgreSQL already" in headway("move-to", empty_postgresql, url=empty_postgresql, expects=2)


def _see_a_row_refused(headway, url):
    """SQLite keeps a name of any length: with such a one nothing is moved, and the next try may."""
    named = "import django; django.setup(); from headway.web.models import *; Deal.objects.update(name={!r})"
    headway(named.format("x" * 300), program=("-c",))
    assert "Nothing was moved" in headway("move-to", url, expects=2)
    with psycopg.connect(url) as database:
        assert database.execute("SELECT count(*) FROM web_user").fetchone() == (0,)
    headway(named.format("Two pumps"), program=("-c",))


def test_a_database_that_is_not_empty_is_refused(headway, written, empty_postgresql):
    with psycopg.connect(empty_postgresql, autocommit=True) as database:
        database.execute("CREATE TABLE shoes (size int)")
    assert "not empty: shoes is in it" in headway("move-to", empty_postgresql, expects=2)


def test_nobody_may_be_at_work_and_the_address_must_be_one(headway, written, empty_postgresql, tmp_path):
    import fcntl  # noqa: PLC0415 - of this test alone

    with (tmp_path / "data" / "facts.lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "Stop it, then move." in headway("move-to", empty_postgresql, expects=2)
    assert "must look like postgresql://" in headway("move-to", "mysql://there", expects=2)
    assert "The database says:" in headway("move-to", empty_postgresql.replace("/beside_", "/missing_"), expects=2)
