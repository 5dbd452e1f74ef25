"""The evening review and the search for a client as browsers ask for them: pages of a running server, one at a time.

Where the data folder that the environment names holds a log already, that one is served:
`HEADWAY_DATA=FOLDER python -m bench.pages 10000000`.
"""

import argparse
import os
import random
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from urllib.parse import quote

import django

from bench.over_http import server
from bench.table import print_row, print_table

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.web.settings")
# What somebody types who looks for a client: a beginning, a part, two words, a number that one client has.
_TYPED = ("mi", "mill", "orth", "stone pumps", "river tra", "4711")


def main() -> None:
    """Write a log, serve it, and let the owner and a rep ask for pages; print how long each took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("contacts", type=int, help="how many contacts to write where there is no log")
    parser.add_argument("--requests", type=int, default=100)
    arguments = parser.parse_args()
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django has to be set up first

    call_command("migrate", verbosity=0)
    cookies = _prepare(arguments.contacts)
    _copy_to_columns()
    print_table("page", "who", "p50, ms", "p99, ms", "worst, ms")
    with server() as port:
        for what, paths in (("evening review of a day", _reviews()), ("client search", _searches())):
            for who, cookie in cookies.items():
                times = _times(port, cookie, paths, arguments.requests)
                if times:
                    told = (f"{times[min(len(times) - 1, int(len(times) * share))]:.0f}" for share in (0.5, 0.99, 1))
                    print_row(what, who, *told)


def _prepare(contacts: int) -> dict[str, str]:
    """Write a company with a log; return the session of its owner and of a rep."""
    from django.conf import settings  # noqa: PLC0415 - Django has to be set up first
    from django.test import Client as Browser  # noqa: PLC0415 - Django has to be set up first

    from bench.company import make_company, write_log  # noqa: PLC0415 - Django has to be set up first
    from headway.web.models import Contact, Role, User  # noqa: PLC0415 - Django has to be set up first

    if not Contact.objects.exists():
        make_company()
        write_log(contacts)
    if not User.objects.filter(role=Role.OWNER).exists():
        User.objects.create_user("owner@bench.example", None, name="Owner", role=Role.OWNER)
    cookies = {}
    for role in (Role.OWNER, Role.REP):
        browser = Browser()
        browser.force_login(User.objects.filter(role=role).order_by("pk")[0])
        cookies[str(role)] = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
    return cookies


def _copy_to_columns() -> None:
    """Let the server find the columns: a log of millions takes minutes to copy, and a page is told to come later."""
    from headway.web.facts.local import LocalStore  # noqa: PLC0415 - Django has to be set up first

    store = LocalStore(Path(os.environ["HEADWAY_DATA"]) / "facts.duckdb")
    store.refresh()
    store.close()


def _reviews() -> list[str]:
    from bench.company import DAYS, START  # noqa: PLC0415 - Django has to be set up first

    days = (START.date() + timedelta(days=DAYS - 200 + number) for number in range(180))
    return [f"/review?day={day}" for day in days]


def _searches() -> list[str]:
    return [f"/contacts/new?q={quote(typed)}" for typed in _TYPED]


def _times(port: int, cookie: str, paths: list[str], requests: int) -> list[float]:
    """Return how long each request took, in order; nothing where the page is not for this reader."""
    line, chance = HTTPConnection("127.0.0.1", port, timeout=120), random.Random(1)
    times = []
    for path in [paths[0], *chance.choices(paths, k=requests)]:
        start = perf_counter()
        line.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            return []
        times.append((perf_counter() - start) * 1000)
    # The first one loads what the others find loaded.
    return sorted(times[1:])


if __name__ == "__main__":
    main()
