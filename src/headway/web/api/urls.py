"""The addresses of the API, and of the page where one makes its tokens."""

from django.urls import path, re_path

from headway.web.api import token_pages
from headway.web.api.application import nothing_here, patterns

urlpatterns = [
    path("api/v1/", (patterns(), "ninja", "api")),
    re_path(r"^api(?:/.*)?$", nothing_here, name="api_nothing"),
    path("tokens", token_pages.tokens, name="tokens"),
    path("tokens/<int:token_id>/revoke", token_pages.revoke, name="token_revoke"),
]
