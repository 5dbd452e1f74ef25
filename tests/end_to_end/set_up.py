"""Makes a small company inside an installation and prints a token and some deals as JSON."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from headway.web.api.tokens import Scope, make_token  # noqa: E402
from headway.web.clock import now  # noqa: E402
from headway.web.funnels import open_funnel  # noqa: E402
from headway.web.log import open_client, open_deal  # noqa: E402
from headway.web.models import Company, Currency, Role, User  # noqa: E402

STAGES = (
    ("New", "lead"),
    ("Need", "lead"),
    ("Offer", "opportunity"),
    ("Decision", "opportunity"),
    ("Won", "won"),
    ("Lost", "lost"),
)
moment = now()
euro = Currency.objects.create(code="EUR")
Company.objects.create(name="Storm", currency=euro, created_at=moment)
open_funnel("Sales", STAGES, starts_at=moment - timedelta(days=900), is_default=True)
alice = User.objects.create_user("alice@example.com", None, name="Alice", role=Role.OWNER)
begun = moment - timedelta(days=60)
clients = [open_client(f"Client {number}", by=alice, now=moment) for number in range(10)]
deals = [open_deal(client, name="Pumps", by=alice, now=moment, entered_at=begun) for client in clients]
token, text = make_token(alice, "storm", list(Scope.values), by=alice, now=moment)
json.dump({"token": text, "deals": [(deal.client_id, deal.pk) for deal in deals]}, sys.stdout)
