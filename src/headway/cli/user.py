"""`headway user`: list the accounts, add one, or set a password, for whoever has the machine in their hands."""

import secrets
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from headway.cli.installation import open_installation
from headway.cli.problem import CommandProblem
from headway.cli.words import gettext as _

if TYPE_CHECKING:
    from headway.web.models import Team, User

name = "user"
help = "list the accounts, add one, or set a password"  # noqa: A001 - the word that every command has
_ROLES = ("owner", "head", "rep", "analyst")


def add_arguments(parser: ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    actions.add_parser("list", help="print all accounts (the default)")
    add = actions.add_parser("add", help="add an account")
    add.add_argument("email", metavar="EMAIL", help="the address they sign in with")
    add.add_argument("--name", required=True, help="what the person is called")
    add.add_argument("--role", choices=_ROLES, default="rep", help="rep unless given")
    add.add_argument("--team", help="the team's name; a head of sales needs one")
    password = actions.add_parser("password", help="set the password of an account")
    password.add_argument("email", metavar="EMAIL", help="whose password it is")
    for action in (add, password):
        action.add_argument("--generate", action="store_true", help="make a password and print it, instead of asking")


def run(arguments: Namespace) -> int:
    open_installation()
    if arguments.action == "add":
        _add(arguments)
    elif arguments.action == "password":
        _set_password(arguments)
    else:
        for line in _accounts():
            print(line)
    return 0


def _accounts() -> Iterator[str]:
    from headway.web.models import User

    users = list(User.objects.select_related("team").order_by("-is_active", "name"))
    width = max((len(user.email) for user in users), default=0)
    for user in users:
        words = [str(user.get_role_display())]
        words += [user.team.name] if user.team else []
        words += [] if user.is_active else [_("cannot sign in")]
        yield f"{user.email:{width}}  {user.name} ({', '.join(words)})"


def _add(arguments: Namespace) -> None:
    from headway.web.clock import now
    from headway.web.models import Company, User
    from headway.web.people.staff import add_user

    if not Company.objects.exists():
        raise CommandProblem(_("There is no company yet. Start `headway`, and make the owner's account by its link."))
    email = arguments.email.lower()
    if User.objects.filter(email=email).exists():
        raise CommandProblem(_("{email} has an account already.").format(email=email))
    team = _team(arguments)
    person = User(email=email, name=arguments.name)
    fields = {"email": email, "name": arguments.name, "role": arguments.role, "team": team}
    add_user(fields | {"password": _password(arguments, person)}, by=None, now=now())


def _team(arguments: Namespace) -> "Team | None":
    from headway.web.models import Team

    team = Team.objects.filter(name=arguments.team).first() if arguments.team else None
    if arguments.team and team is None:
        names = ", ".join(Team.objects.order_by("name").values_list("name", flat=True))
        raise CommandProblem(
            _("There is no team {team!r}. Those there are: {names}").format(team=arguments.team, names=names)
        )
    if arguments.role == "head" and team is None:
        raise CommandProblem(_("A head of sales leads a team. Name it with --team."))
    return team


def _set_password(arguments: Namespace) -> None:
    from headway.web import audit
    from headway.web.clock import now
    from headway.web.models import User

    user = User.objects.filter(email=arguments.email.lower()).first()
    if user is None:
        raise CommandProblem(
            _("Nobody has the e-mail {email}. `headway user` lists all.").format(email=arguments.email)
        )
    user.set_password(_password(arguments, user))
    user.save(update_fields=["password"])
    audit.record(None, "password", user, now())


def _password(arguments: Namespace, user: "User") -> str:
    """Make one, or take it from whoever types, or from the first line that comes through a pipe."""
    if arguments.generate:
        password = secrets.token_urlsafe(12)
        print(_("Password of {email}: {password}").format(email=user.email, password=password))
        return password
    return _checked(_typed() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n"), user)


def _typed() -> str:
    from getpass import getpass

    first, again = getpass(_("Password: ")), getpass(_("Once more: "))
    if first != again:
        raise CommandProblem(_("The two are not the same. Type them again."))
    return first


def _checked(password: str, user: "User") -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise CommandProblem(" ".join(problem.messages)) from None
    return password
