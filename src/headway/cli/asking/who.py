"""Who asks on the command line: the owner, whose machine this is, the user of `--as`, or the user of a token."""

import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from headway.cli.installation import open_installation
from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

if TYPE_CHECKING:
    from headway.web.asking import Asker
    from headway.web.models import User

TOKEN = "HEADWAY_TOKEN"  # noqa: S105 - the name of the setting, not a token


def add_who(parser: ArgumentParser) -> None:
    # Without a default: that of an action's own parser would take the place of what stands before the action.
    meaning = "ask as this user, who sees what they may see"
    parser.add_argument("--as", dest="email", metavar="EMAIL", default=SUPPRESS, help=meaning)


def email_of(arguments: Namespace) -> str | None:
    """Return the e-mail of `--as`, wherever it stands; None without one."""
    return getattr(arguments, "email", None)


@contextmanager
def asking(arguments: Namespace, scope: str = "read") -> Iterator["Asker"]:
    """Open the installation, be whoever asks, and turn what is refused into the command's one sentence."""
    open_installation()
    from django.core.exceptions import PermissionDenied
    from django.utils import timezone

    from headway.engine.databases.duckdb import FactsInUse
    from headway.web.asking import Asker
    from headway.web.clock import now, zone_of
    from headway.web.facts import FactsOutOfReach
    from headway.web.log import LogProblem
    from headway.web.models import Company
    from headway.web.naming import NotUnderstood
    from headway.web.own.known import own_metrics
    from headway.web.spoken import spoken

    user, company = _user(email_of(arguments), scope), Company.objects.select_related("currency").first()
    try:
        with timezone.override(zone_of(user, company)), own_metrics():
            yield Asker(user, company, now())
        _say_age()
    except (NotUnderstood, LogProblem, FactsInUse, FactsOutOfReach) as trouble:
        raise CommandProblem(spoken(trouble.args[0])) from trouble
    except PermissionDenied as trouble:
        raise CommandProblem(_("The role of {name} does not allow this.").format(name=user.name)) from trouble


def _say_age() -> None:
    """Say beside the answer of when the facts are, where another engine is brought up to date now and then only."""
    from headway.web.facts import facts_known_until

    if until := facts_known_until():
        print(_("These numbers are of {moment}.").format(moment=f"{until:%Y-%m-%d %H:%M:%S %Z}"), file=sys.stderr)


def user_with(email: str) -> "User":
    """Return the user who signs in with an e-mail. Raises CommandProblem, whose sentence names near ones."""
    from difflib import get_close_matches

    from headway.web.models import User

    known = {user.email: user for user in User.objects.all()}
    if email.lower() not in known:
        near = get_close_matches(email.lower(), known, n=2, cutoff=0.6)
        hint = _(" Did you mean {near}?").format(near=_(" or ").join(near)) if near else ""
        raise CommandProblem(_("Nobody here has the e-mail {email}.").format(email=email) + hint)
    return known[email.lower()]


def refuse_tokens() -> None:
    """Raise CommandProblem where a token is set: it reads and logs, and keeps nobody's keys."""
    if os.environ.get(TOKEN):
        raise CommandProblem(_("A token cannot do this. Take HEADWAY_TOKEN out of the environment."))


def _user(email: str | None, scope: str) -> "User":
    text = os.environ.get(TOKEN, "")
    if text:
        if email:
            raise CommandProblem(_("HEADWAY_TOKEN says who you are. Take it out of the environment to use --as."))
        return _user_of_token(text, scope)
    return user_with(email) if email else _owner()


def _user_of_token(text: str, scope: str) -> "User":
    from headway.web.api.tokens import token_told
    from headway.web.clock import now

    token = token_told(text, now())
    if token is None:
        raise CommandProblem(_("The token in HEADWAY_TOKEN does not hold. Make one on the page Tokens."))
    if scope not in token.scopes:
        raise CommandProblem(_("This token lacks the scope '{scope}'. Make one that has it.").format(scope=scope))
    return token.user


def _owner() -> "User":
    from headway.web.models import Role, User

    owner = User.objects.filter(role=Role.OWNER, is_active=True).order_by("pk").first()
    if owner is None:
        raise CommandProblem(_("There is no owner yet. Start `headway` and set the company up, or use --as EMAIL."))
    return owner
