"""Makes a company with two reps, their contacts and their tokens inside an installation, and prints the tokens."""

import json
import sys
import uuid
from datetime import timedelta

import django

django.setup()

from headway.web.api.tokens import make_token  # noqa: E402
from headway.web.clock import now  # noqa: E402
from headway.web.funnels import open_funnel  # noqa: E402
from headway.web.log import NewContact, log_contact, open_client, open_deal  # noqa: E402
from headway.web.models import Company, Currency, Role, Team, User  # noqa: E402

STAGES = (("New", "lead"), ("Offer", "opportunity"), ("Won", "won"), ("Lost", "lost"))
moment = now()
Company.objects.create(name="Pumps", currency=Currency.objects.create(code="EUR"), created_at=moment)
open_funnel("Sales", STAGES, starts_at=moment - timedelta(days=900), is_default=True)
users = {"alice": User.objects.create_user("alice@example.com", None, name="Alice", role=Role.OWNER)}
for name, count in (("Bob", 3), ("Eve", 2)):
    team = Team.objects.create(name=f"Team of {name}")
    rep = User.objects.create_user(f"{name.lower()}@example.com", None, name=name, role=Role.REP, team=team)
    client = open_client(f"Client of {name}", by=rep, now=moment)
    deal = open_deal(client, name=f"Deal of {name}", by=rep, now=moment)
    for _each in range(count):
        new = NewContact(uid=uuid.uuid4(), client=client, deal=deal, rep=rep, kind="call", happened_at=moment)
        log_contact(new, by=rep, now=moment)
    users[name.lower()] = rep
texts = {name: make_token(user, "assistant", ["read"], by=user, now=moment)[1] for name, user in users.items()}
# Taken from her while she asks by it; the others stay.
texts["eve, for once"] = make_token(users["eve"], "for once", ["read"], by=users["eve"], now=moment)[1]
texts["writer"] = make_token(users["bob"], "writer", ["log"], by=users["bob"], now=moment)[1]
json.dump(texts, sys.stdout)
