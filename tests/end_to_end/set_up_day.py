"""Makes a company with four teams inside an installation, and prints what the day of each pair of them needs as JSON.

Its clock shows the early afternoon, whatever the hour of the test, so that all that is logged lies on one day.
"""

import json
import sys
import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import django

django.setup()

from headway.web.api.tokens import make_token  # noqa: E402
from headway.web.clock import now  # noqa: E402
from headway.web.funnels import open_funnel  # noqa: E402
from headway.web.log import (  # noqa: E402
    NewContact,
    NewStep,
    add_decision_maker,
    add_person,
    log_contact,
    open_client,
    open_deal,
    set_step,
)
from headway.web.log.changes import note_names  # noqa: E402
from headway.web.models import Company, Currency, Deal, Membership, Role, Stage, Team, User  # noqa: E402

STAGES = (
    ("Kezdet", "lead"),
    ("Igény", "lead"),
    ("Ajánlat", "opportunity"),
    ("Alku", "opportunity"),
    ("Megnyert", "won"),
    ("Elveszett", "lost"),
)
PAIRS = ("ru", "desk"), ("hu", "phone")
DAY = timedelta(days=1)
moment = now()


def zone() -> str:
    """The zone in which it is between one and two in the afternoon; zones of that kind are named against their sign."""
    ahead = 13 - moment.hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


def user(name: str, mailbox: str, role: Role, team: Team, language: str) -> User:
    made = User.objects.create_user(f"{mailbox}@example.com", name=name, role=role, team=team, language=language)
    # A password takes long to keep, and this one has been kept.
    User.objects.filter(pk=made.pk).update(password=alice.password)
    Membership.objects.create(user=made, team=team)
    return made


def deal_of(name: str, rep: User, days: int = 40) -> Deal:
    client = open_client(name, by=rep, now=moment - days * DAY)
    return open_deal(client, name=f"{name} 1", by=rep, now=moment - days * DAY)


def held(deal: Deal, rep: User, ago: timedelta, kind: str = "call", stage: str = "") -> None:
    at: datetime = moment - ago
    after = Stage.objects.get(name=stage) if stage else None
    new = NewContact(
        uid=uuid.uuid4(), client=deal.client, deal=deal, rep=rep, kind=kind, happened_at=at, stage_after=after
    )
    log_contact(new, by=rep, now=at)


def history(rep: User, other: User, mark: str) -> dict[str, int]:
    """
    deal   | what was
    Alfa   | called ten days ago
    Beta   | called on Igény five days ago
    Gamma  | a meeting is due today
    Delta  | brought forward to Ajánlat two days ago
    Omega  | called six days ago; three decide
    Won .. | five deals won, and one of a colleague in work
    """
    deals = {name: deal_of(f"{name} {mark}", rep) for name in ("Alfa", "Beta", "Gamma", "Delta", "Omega")}
    held(deals["Alfa"], rep, 10 * DAY)
    held(deals["Beta"], rep, 5 * DAY, stage="Igény")
    held(deals["Gamma"], rep, 8 * DAY, "email")
    held(deals["Delta"], rep, 2 * DAY, "meeting", "Ajánlat")
    held(deals["Omega"], rep, 6 * DAY)
    step = NewStep(uuid.uuid4(), "meeting", moment.astimezone(ZoneInfo(zone())).date())
    set_step(step, client=deals["Gamma"].client, deal=deals["Gamma"], rep=rep, by=rep, now=moment - 8 * DAY)
    for level, name in enumerate(("Anna", "Béla", "Cili"), start=1):
        person = add_person(deals["Omega"].client, f"{name} {mark}", by=rep, now=moment - 9 * DAY)
        add_decision_maker(deals["Omega"], person, by=rep, now=moment - 9 * DAY, level=level, reports_to=None)
    for number in range(5):
        won = deal_of(f"Nyert {mark}{number}", rep if number % 2 else other)
        held(won, won.owner, (30 - number) * DAY, "meeting", "Ajánlat")
        held(won, won.owner, (20 - number) * DAY, "call", "Megnyert")
    held(deal_of(f"Zéta {mark}", other), other, 3 * DAY, "call", "Igény")
    return {name: deal.pk for name, deal in deals.items()}


euro = Currency.objects.create(code="EUR")
Company.objects.create(name="Duna", currency=euro, time_zone=zone(), created_at=moment)
open_funnel("Pumpa", STAGES, starts_at=moment - 900 * DAY, is_default=True)
alice = User.objects.create_user("alice@example.com", "correct horse battery", name="Alice", role=Role.OWNER)
told = {}
for language, screen in PAIRS:
    mark = f"{language}-{screen}"
    team = Team.objects.create(name=mark)
    bob = user("Bob", f"bob-{mark}", Role.REP, team, language)
    vera = user("Vera", f"vera-{mark}", Role.REP, team, language)
    carol = user("Carol", f"carol-{mark}", Role.HEAD, team, language)
    note_names()
    told[mark] = {"rep": bob.pk, "deals": history(bob, vera, mark)}
token, text = make_token(alice, "day", ["read"], by=alice, now=moment)
json.dump({"token": text, "zone": zone(), "pairs": told}, sys.stdout)
