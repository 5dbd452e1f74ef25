"""Adds Bob, a rep with a password and three deals, to an installation, and prints his token and the ids as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from headway.web.api.tokens import make_token  # noqa: E402
from headway.web.clock import now  # noqa: E402
from headway.web.log import open_client, open_deal  # noqa: E402
from headway.web.models import Role, User  # noqa: E402

moment = now()
begun = moment - timedelta(days=30)
bob = User.objects.create_user("bob@example.com", "correct horse battery", name="Bob", role=Role.REP)
eve = User.objects.create_user("eve@example.com", "correct horse battery", name="Eve", role=Role.REP)
deals = {}
for name in ("Riverside", "Hillside", "Brookside"):
    client = open_client(name, by=bob, now=begun)
    deals[name] = open_deal(client, name="Two pumps", by=bob, now=begun).pk
for name in ("Árvíztűrő Kft", "Йод и Ковалёв", "Straße GmbH"):
    open_client(name, by=bob, now=begun, phone="+36 1 555 0199" if name.endswith("Kft") else "")
token, text = make_token(bob, "phone", ["read"], by=bob, now=moment)
json.dump({"token": text, "deals": deals}, sys.stdout)
