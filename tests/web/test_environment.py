"""The settings of the environment: what holds without them, and what is said where one makes no sense."""

import os
from pathlib import Path

import pytest

from headway.web.environment import EnvironmentProblem, read_environment


def test_nothing_needs_to_be_set():
    made = read_environment({})
    assert (made.host, made.port, made.url, made.is_https) == ("127.0.0.1", 8000, "http://127.0.0.1:8000", False)
    assert (made.threads, made.processes, made.memory, made.database_url) == (16, 1, 2048, "")
    assert (made.language, made.time_zone, made.is_demo_wanted, made.is_debugging) == ("en", "UTC", True, False)
    assert made.data == Path("~/.local/share/headway").expanduser().resolve()


def test_the_facts_never_take_all_of_the_machine():
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2**20
    assert read_environment({"HEADWAY_MEMORY": "300"}).memory == 300
    assert 0.79 < read_environment({"HEADWAY_MEMORY": "1048576"}).memory / machine <= 0.8


def test_the_address_follows_host_and_port_and_can_be_another():
    assert read_environment({"HEADWAY_HOST": "10.0.0.7", "HEADWAY_PORT": "81"}).url == "http://10.0.0.7:81"
    behind_a_proxy = read_environment({"HEADWAY_URL": "https://sales.example.com/"})
    assert (behind_a_proxy.url, behind_a_proxy.is_https) == ("https://sales.example.com", True)


def test_the_language_is_the_machines_where_headway_speaks_it():
    assert read_environment({"LANG": "hu_HU.UTF-8"}).language == "hu"
    assert read_environment({"LANG": "de_DE.UTF-8"}).language == "en"
    assert read_environment({"LANG": "hu_HU.UTF-8", "HEADWAY_LANGUAGE": "ru"}).language == "ru"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HEADWAY_PORT", "eighty", "HEADWAY_PORT is 'eighty'; it must be a whole number from 0 to 65535."),
        ("HEADWAY_THREADS", "0", "HEADWAY_THREADS is '0'; it must be a whole number from 1 to 64."),
        ("HEADWAY_MEMORY", "2GB", "HEADWAY_MEMORY is '2GB'; it must be a whole number from 256 to 1048576."),
        ("HEADWAY_DEMO", "perhaps", "HEADWAY_DEMO is 'perhaps'; it must be yes or no."),
        ("HEADWAY_LANGUAGE", "de", "HEADWAY_LANGUAGE is 'de'; it must be one of en, ru, hu."),
        ("HEADWAY_TIME_ZONE", "Mars", "HEADWAY_TIME_ZONE is 'Mars'; it must be a name such as Europe/Budapest."),
        ("HEADWAY_URL", "sales", "HEADWAY_URL is 'sales'; it must be the address people type, such as"),
        ("HEADWAY_DATABASE_URL", "mysql://db/x", "HEADWAY_DATABASE_URL must look like postgresql://"),
        ("HEADWAY_DATABSE_URL", "x", "HEADWAY_DATABSE_URL is no setting of Headway. Those it knows: HEADWAY_DATA,"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_with_a_sentence(name, value, sentence):
    with pytest.raises(EnvironmentProblem) as trouble:
        read_environment({name: value})
    assert str(trouble.value).startswith(sentence)


def test_what_others_read_is_no_slip_of_the_pen():
    assert read_environment({"HEADWAY_TOKEN": "hw_x", "HEADWAY_REAL_DATA": "/data"}).port == 8000
