"""Makes a company in an installation of django-crm, whose Python runs this: prints its callers and their bodies."""

import json
import sys

import django

django.setup()

from common.models import Org, PersonalAccessToken, Profile, User  # noqa: E402
from common.rls import get_set_context_sql  # noqa: E402
from crum import impersonate  # noqa: E402
from django.db import connection  # noqa: E402
from leads.models import Lead  # noqa: E402

people, leads_each = map(int, sys.argv[1:])
callers = []
org = Org.objects.create(name="Bench")
with connection.cursor() as cursor:
    cursor.execute(get_set_context_sql(), [str(org.pk)])
for number in range(people):
    user = User.objects.create_user(email=f"rep{number}@example.com", password="bench and nothing else")
    profile = Profile.objects.create(user=user, org=org, role="ADMIN", phone=f"+3615550{number:03d}")
    with impersonate(user):
        token, _ = PersonalAccessToken.generate(profile, "bench")
        leads = [
            Lead.objects.create(org=org, first_name="Lead", last_name=f"{number}/{each}", created_by=user)
            for each in range(leads_each)
        ]
    bodies = [
        {"kind": "call", "lead": str(lead.pk), "duration_seconds": 300, "subject": "Price",
         "body": "We spoke about the price."}
        for lead in leads
    ]  # fmt: skip
    callers.append({"token": token, "bodies": bodies})
json.dump(callers, sys.stdout)
