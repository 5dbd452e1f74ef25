"""What the API refuses, in one shape: a sentence, and the field that is in the way where there is one."""

from django.http import HttpRequest
from ninja import Schema
from ninja.parser import Parser
from pydantic import Field

# The longest note that a contact keeps, every letter of it escaped.
LARGEST_BODY = 1024 * 1024


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


PROBLEMS: dict[int, type[Problem]] = dict.fromkeys((401, 403, 404, 422), Problem)
PROBLEMS_OF_WRITING: dict[int, type[Problem]] = {**PROBLEMS, 409: Problem, 413: Problem}
