"""Programs that carry a token: `api_of(bob)` speaks to the API as Bob."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from headway.web.api.tokens import make_token
from headway.web.models import User


@dataclass
class Api:
    """The API under one token."""

    text: str

    def get(self, path: str, **parameters: Any) -> HttpResponse:
        return self._send("get", path, data=parameters)

    def post(self, path: str, body: object) -> HttpResponse:
        return self._send("post", path, data=body, content_type="application/json")

    def patch(self, path: str, body: object) -> HttpResponse:
        return self._send("patch", path, data=body, content_type="application/json")

    def put(self, path: str, body: object) -> HttpResponse:
        return self._send("put", path, data=body, content_type="application/json")

    def delete(self, path: str) -> HttpResponse:
        return self._send("delete", path)

    def _send(self, method: str, path: str, **more: Any) -> HttpResponse:
        send = getattr(Browser(), method)
        return send(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.text}"}, **more)


@pytest.fixture
def api_of(now: datetime) -> Callable[..., Api]:
    """Make a token of a user, with both scopes unless told, and return the API under it."""

    def carried(user: User, *scopes: str) -> Api:
        _token, text = make_token(user, "test", scopes or ("read", "log"), by=user, now=now)
        return Api(text)

    return carried
