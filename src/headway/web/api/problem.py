"""What the API refuses, in one shape: a sentence, and the field that is in the way where there is one."""

from collections.abc import Iterator, Mapping
from http.client import responses
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from pydantic import Field

# The longest note that a contact keeps, every letter of it escaped.
LARGEST_BODY = 1024 * 1024


_REFUSED = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}


class Problem(Schema):
    """Why the API cannot do it, and what to do."""

    error: str = Field(description="A sentence for people.")
    field: str | None = Field(None, description="The field that is in the way, where one is.")


class Refusal(Exception):
    """The API cannot do what was asked."""

    def __init__(self, status: int, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.field = field


class TooMuch(Exception):
    """The body of the request is too long."""


class BoundedParser(Parser):
    """Reads bodies up to a length: what people log is short."""

    def parse_body(self, request: HttpRequest) -> dict[str, object]:
        """Return the JSON of the body. Raises TooMuch."""
        if len(request.body) > LARGEST_BODY:
            raise TooMuch
        return super().parse_body(request)


class DescribedApi(NinjaAPI):
    """An API whose description tells of every operation how it fails, in the one shape, said here for all of them."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """Return the description, with what each operation may refuse."""
        described = super().get_openapi_schema(**options)
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        for operations in described["paths"].values():
            for method, operation in operations.items():
                for status in _refusals(method, operation):
                    operation["responses"].setdefault(status, _REFUSED | {"description": responses[status]})
        return described


def _refusals(method: str, operation: Mapping[str, object]) -> Iterator[int]:
    """Return the statuses with which an operation may refuse."""
    yield from (401, 403, 404, 422)
    if method != "get":
        yield 409
    if "requestBody" in operation:
        yield 413
