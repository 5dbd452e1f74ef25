"""How far an installation is set up, read without Django."""

from contextlib import closing

import pytest

from headway.cli.serving.standing import note_standing, read_standing
from headway.web.environment import read_environment
from headway.web.sqlite import sqlite3

TABLES = """
CREATE TABLE django_migrations (app TEXT, name TEXT);
INSERT INTO django_migrations VALUES ('web', '0001_nouns'), ('web', '0002_guards');
CREATE TABLE web_company (is_demo INTEGER);
"""


@pytest.fixture
def environment(tmp_path):
    return read_environment({"HEADWAY_DATA": str(tmp_path)})


@pytest.fixture
def change(environment):
    """Changes the database of the installation."""

    def run(sql: str) -> None:
        with closing(sqlite3.connect(environment.data / "headway.sqlite3")) as connection:
            connection.executescript(sql)

    return run


def test_nothing_is_there(environment):
    assert read_standing(environment) is None


def test_an_empty_database_has_no_standing(environment, change):
    change("")
    assert read_standing(environment) is None


def test_tables_that_were_noted_are_current(environment, change):
    change(TABLES)
    assert not read_standing(environment).is_current
    note_standing(environment)
    assert read_standing(environment).is_current


def test_a_database_of_before_put_back_is_not_current(environment, change):
    change(TABLES)
    note_standing(environment)
    change("DELETE FROM django_migrations WHERE name = '0002_guards'")
    assert not read_standing(environment).is_current


@pytest.mark.parametrize(
    ("company", "stands"),
    [
        ("", (False, False)),
        ("INSERT INTO web_company VALUES (0);", (True, False)),
        ("INSERT INTO web_company VALUES (1);", (True, True)),
    ],
)
def test_whose_company_it_is(environment, change, company, stands):
    change(TABLES + company)
    standing = read_standing(environment)
    assert (standing.has_company, standing.is_demo) == stands
