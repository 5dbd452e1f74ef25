"""Lets an assistant in, call by call: whoever made its token asks, and a token that was revoked lets nobody in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from mcp.server.mcpserver.exceptions import ToolError

from headway.web.api.problem import Refusal
from headway.web.api.tokens import Scope, token_told
from headway.web.asking import Asker
from headway.web.clock import now, zone_of
from headway.web.facts import FactsOutOfReach, forget_readings
from headway.web.models import Company, User
from headway.web.naming import NotUnderstood
from headway.web.own.known import own_metrics


class TokenRefused(Exception):
    """A token does not hold, or may not read."""


@dataclass(frozen=True)
class Door:
    """Where an assistant comes in, and what tells the token that a call carries."""

    token_of_call: Callable[[], str]

    def user(self) -> User:
        """Return whose token it is. Raises TokenRefused."""
        token = token_told(self.token_of_call(), now())
        if token is None:
            raise TokenRefused(_("The token does not hold. Make one on the page Tokens, with the scope 'read'."))
        if Scope.READ not in token.scopes:
            raise TokenRefused(_("This token lacks the scope '%(scope)s'. Make one that has it.") % {"scope": "read"})
        return token.user

    @contextmanager
    def asker(self) -> Iterator[Asker]:
        """Be the token's user for one call, in their language and time; say in one sentence what is refused."""
        # Threads are used again, one call after the other.
        forget_readings()
        try:
            user, company = self.user(), Company.objects.select_related("currency").first()
            language = user.language or (company.language if company else "") or translation.get_language()
            with translation.override(language), timezone.override(zone_of(user, company)), own_metrics():
                yield Asker(user, company, now())
        except (TokenRefused, NotUnderstood, Refusal, FactsOutOfReach) as trouble:
            raise ToolError(str(trouble)) from trouble
        except PermissionDenied as trouble:
            raise ToolError(_("Your role does not allow this. Ask whoever leads your team.")) from trouble
        finally:
            # Each call may run in a thread of its own, which would keep its connection for good.
            connection.close()
