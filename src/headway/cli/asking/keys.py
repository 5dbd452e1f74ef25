"""Makes, lists and revokes access tokens for whoever keeps the installation."""

from argparse import Namespace
from datetime import datetime, timedelta

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from headway.cli.asking.table import Column, print_table
from headway.cli.asking.who import email_of
from headway.cli.problem import CommandProblem
from headway.web.api.tokens import Scope, all_tokens, make_token, revoke_token
from headway.web.asking import Asker
from headway.web.models import ApiToken


def create(asker: Asker, arguments: Namespace) -> None:
    """Make a token of the user and print it. Raises CommandProblem for a scope or a term that cannot be."""
    scopes = arguments.scope or [Scope.READ.value]
    unknown = sorted(set(scopes) - set(Scope.values))
    if unknown:
        known = {"scope": unknown[0], "scopes": ", ".join(Scope.values)}
        raise CommandProblem(_("There is no scope '%(scope)s'. There are: %(scopes)s.") % known)
    if arguments.days is not None and arguments.days < 1:
        raise CommandProblem(_("A token holds for a day at least. Leave --days out to make one that does not end."))
    ends_at = None if arguments.days is None else asker.now + timedelta(days=arguments.days)
    _token, text = make_token(asker.user, arguments.label, scopes, by=asker.user, now=asker.now, expires_at=ends_at)
    print(text)


def show(asker: Asker, arguments: Namespace) -> None:
    """Print the tokens of everybody, or of the user of --as."""
    tokens = all_tokens().filter(user=asker.user) if email_of(arguments) else all_tokens()
    headings = (_("token"), _("name"), _("user"), _("scopes"), _("state"), _("used"))
    print_table([Column(heading) for heading in headings], [_cells(token, asker.now) for token in tokens])


def revoke(asker: Asker, arguments: Namespace) -> None:
    """End the token whose prefix is given. Raises CommandProblem where there is none that holds."""
    prefix = arguments.prefix.removeprefix("hw_")[:8]
    holding = all_tokens().filter(prefix=prefix, revoked_at=None)
    token = (holding.filter(user=asker.user) if email_of(arguments) else holding).first()
    if token is None:
        raise CommandProblem(_("No token that holds begins with hw_%(prefix)s.") % {"prefix": prefix})
    revoke_token(token, by=asker.user, now=asker.now)
    print(_("The token '%(name)s' is revoked.") % {"name": token.name})


def _cells(token: ApiToken, now: datetime) -> list[str]:
    if token.revoked_at:
        state = _("revoked")
    elif token.expires_at and token.expires_at <= now:
        state = _("ended")
    else:
        state = _("until %(day)s") % {"day": _day(token.expires_at)} if token.expires_at else _("holds")
    used = _day(token.latest_used_at) if token.latest_used_at else _("never")
    return [f"hw_{token.prefix}", token.name, token.user.email, ", ".join(token.scopes), state, used]


def _day(at: datetime) -> str:
    return localtime(at).date().isoformat()
