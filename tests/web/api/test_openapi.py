"""The API describes itself: valid OpenAPI 3.1, every operation and every field in it, and nothing from elsewhere."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser
from openapi_spec_validator import OpenAPIV31SpecValidator

from headway.web.api.operations import ROUTERS

pytestmark = pytest.mark.any_database

Described = dict[str, Any]


@pytest.fixture
def described(client: Browser, company: object) -> Described:
    """The document as anybody gets it."""
    document: Described = client.get("/api/v1/openapi.json").json()
    return document


def _operations(described: Described) -> Iterator[tuple[str, Described]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


def test_it_is_valid_openapi_3_1(described: Described) -> None:
    assert described["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(described).iter_errors()) == []


def test_every_operation_is_in_it(described: Described) -> None:
    written = sum(len(view.operations) for router in ROUTERS.values() for view in router.path_operations.values())
    assert len(list(_operations(described))) == written > 20


def test_every_operation_tells_what_it_does_and_how_it_fails(described: Described) -> None:
    for name, operation in _operations(described):
        assert operation["summary"].strip(), name
        assert operation["description"].strip().endswith("."), name
        assert {"401", "403", "404", "422"} <= set(operation["responses"]), name


def test_every_operation_says_which_scope_it_wants(described: Described) -> None:
    """Reading takes a token that reads, or a session; all else takes a token that logs, and no session."""
    for name, operation in _operations(described):
        wanted = [next(iter(way)) for way in operation["security"]]
        assert wanted == (["ReadToken", "SignedIn"] if name.startswith("get ") else ["LogToken"]), name


def test_operations_are_named_once(described: Described) -> None:
    names = [operation["operationId"] for _name, operation in _operations(described)]
    assert len(set(names)) == len(names)


def test_a_problem_is_a_sentence_and_a_field(described: Described) -> None:
    for name, operation in _operations(described):
        for status, response in operation["responses"].items():
            if status[0] == "4":
                schema = response["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Problem"}, name
    assert set(described["components"]["schemas"]["Problem"]["properties"]) == {"error", "field"}


def test_the_documentation_takes_everything_from_here(client: Browser, company: object) -> None:
    page = client.get("/api/v1/docs")
    taken = re.findall(r"(?:src|href)=\"([^\"]+)\"", page.content.decode())
    assert taken
    assert all(address.startswith("/static/ninja/") for address in taken)
    assert "script-src 'self'" in page["Content-Security-Policy"]
