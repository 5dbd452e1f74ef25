"""`headway demo`: make the demo company in an empty installation."""

from argparse import ArgumentParser, Namespace

from headway.cli.installation import open_installation
from headway.cli.problem import CommandProblem

name = "demo"
help = "make a company to try Headway with, where there is none yet"  # noqa: A001 - the word that every command has


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=None, metavar="NUMBER", help="another number makes another company")


def run(arguments: Namespace) -> int:
    open_installation()
    from django.conf import settings
    from django.utils.translation import gettext as _

    from headway.web.clock import now
    from headway.web.demo.accounts import new_password, note_accounts
    from headway.web.demo.making import SEED, CompanyExists, create_demo

    environment, password = settings.ENVIRONMENT, new_password()
    print(_("Making a demo company."), flush=True)
    try:
        seed = SEED if arguments.seed is None else arguments.seed
        company = create_demo(language=environment.language, now=now(), password=password, seed=seed)
    except CompanyExists as problem:
        raise CommandProblem(str(problem)) from None
    note_accounts(environment.data / "demo.txt", company.name, password)
    return 0
