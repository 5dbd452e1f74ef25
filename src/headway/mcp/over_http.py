"""Answers assistants over HTTP: each request carries a token, and asks as its user."""

import asyncio
import socket
from urllib.parse import urlsplit

import uvicorn
from django.conf import settings
from django.db import connection
from mcp.server.auth.middleware.auth_context import get_access_token
from mcp.server.auth.provider import AccessToken
from mcp.server.auth.settings import AuthSettings
from mcp.server.transport_security import TransportSecuritySettings
from pydantic import AnyHttpUrl
from starlette.applications import Starlette

from headway.mcp.door import Door
from headway.mcp.server import server_of
from headway.web.api.problem import LARGEST_BODY
from headway.web.api.tokens import Scope, token_told
from headway.web.clock import now

PATH = "/mcp"
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_SECONDS_TO_FINISH = 5


class HeldTokens:
    """The tokens that hold, as the package asks for them: anew with every request."""

    async def verify_token(self, token: str) -> AccessToken | None:
        return await asyncio.to_thread(_held, token)


def serve_over_http(line: socket.socket, host: str) -> None:
    """Answer on a port that was taken until a signal says to stop."""
    config = uvicorn.Config(
        application(host), log_level="warning", server_header=False, timeout_graceful_shutdown=_SECONDS_TO_FINISH
    )
    uvicorn.Server(config).run(sockets=[line])


def application(host: str) -> Starlette:
    """Return what answers; a request is a whole of its own, so that one may go to any process."""
    # The package insists on somebody who gives tokens out. Here that is a page for people, so nothing is announced.
    giving = AuthSettings(
        issuer_url=AnyHttpUrl(settings.ENVIRONMENT.url), resource_server_url=None, required_scopes=[Scope.READ.value]
    )
    return server_of(Door(_carried), auth=giving, token_verifier=HeldTokens()).streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LARGEST_BODY,
        transport_security=_expected(host),
    )


def answered_names(host: str) -> list[str]:
    """Return the names by which an assistant may call this server: a page that was led here by another is refused."""
    own = f"[{host}]" if ":" in host else host
    return list(dict.fromkeys([own, urlsplit(settings.ENVIRONMENT.url).hostname or own, *_THIS_MACHINE]))


def _expected(host: str) -> TransportSecuritySettings:
    names = answered_names(host)
    places = [place for name in names for place in (name, f"{name}:*")]
    origins = [f"{scheme}://{place}" for scheme in ("http", "https") for place in places]
    return TransportSecuritySettings(allowed_hosts=places, allowed_origins=origins)


def _held(text: str) -> AccessToken | None:
    try:
        known = token_told(text, now())
    finally:
        connection.close()
    if known is None:
        return None
    return AccessToken(token=text, client_id=known.prefix, scopes=list(known.scopes), subject=str(known.user_id))


def _carried() -> str:
    """Return the token of the request that is being answered."""
    carried = get_access_token()
    return carried.token if carried else ""
