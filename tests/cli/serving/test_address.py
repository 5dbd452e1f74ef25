"""Where the pages are: ports that are free or not."""

import socket
from pathlib import Path

import pytest

from headway.cli.problem import CommandProblem
from headway.cli.serving.address import free_port, is_answering, require_free, shown_address, take_port
from headway.web.environment import Environment, read_environment


def _environment(**settings: str) -> Environment:
    return read_environment(
        {"HEADWAY_DATA": str(Path()), **{f"HEADWAY_{name}": value for name, value in settings.items()}}
    )


def test_a_port_in_use_is_named_with_another_one():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        with pytest.raises(CommandProblem, match=rf"Port {port} on 127.0.0.1 cannot be used: .* headway --port \d+"):
            require_free(_environment(PORT=port))


@pytest.mark.parametrize("host", ["999.1.1.1", "203.0.113.7"])
def test_where_the_host_is_none_of_this_machine_no_other_port_is_offered(host):
    with pytest.raises(CommandProblem, match=rf"^{host} is no address of this machine: leave HEADWAY_HOST out"):
        require_free(_environment(HOST=host, PORT="8000"))


def test_a_number_that_is_no_port_is_named_too():
    with pytest.raises(CommandProblem, match=r"Port 70000 on 127.0.0.1 cannot be used: .* headway mcp --http \d+"):
        take_port("127.0.0.1", 70_000, "headway mcp --http")


def test_a_free_port_can_be_used():
    require_free(_environment(PORT=str(free_port("127.0.0.1"))))


def test_nobody_answers_where_nobody_listens():
    assert not is_answering(_environment(PORT=str(free_port("127.0.0.1"))))


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"HOST": "0.0.0.0", "PORT": "80"}, "http://localhost:80"),
        ({"HOST": "0.0.0.0", "URL": "https://pumps.example"}, "https://pumps.example"),
    ],
)
def test_the_address_to_type(settings, address):
    assert shown_address(_environment(**settings)) == address
