"""Founding the company of an installation: its record, a funnel to begin with, and its owner."""

import secrets
from datetime import datetime
from typing import Any

from babel.numbers import get_currency_precision
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.web import audit
from headway.web.funnels import open_funnel
from headway.web.models import (
    BUSINESS_CARDS,
    Company,
    Currency,
    LossReason,
    Phase,
    Role,
    Source,
    SourceKind,
    TallyKind,
    User,
)

# Prices in these are whole, whatever the standard says.
_WHOLE = {"HUF"}


def is_open(token: str) -> bool:
    """Whether a token is the key that was printed, and there is no company yet."""
    path = settings.ENVIRONMENT.data / "setup.key"
    is_key = path.exists() and secrets.compare_digest(path.read_text(encoding="utf-8").encode(), token.encode())
    return is_key and not Company.objects.exists()


def found_company(fields: dict[str, Any], *, now: datetime) -> User:
    """Write the company and its owner, and let the key be of no use from now on."""
    with transaction.atomic(), translation.override(fields["language"]):
        code = fields["currency"]
        digits = 0 if code in _WHOLE else get_currency_precision(code)
        currency, _is_new = Currency.objects.get_or_create(code=code, defaults={"digits": digits})
        company = Company.objects.create(
            name=fields["company"],
            country=fields["country"],
            currency=currency,
            time_zone=fields["time_zone"],
            language=fields["language"],
            created_at=now,
        )
        owner = User.objects.create_user(
            fields["email"], fields["password"], name=fields["name"], role=Role.OWNER, joined_at=now
        )
        audit.record(owner, "found", company, now, after=audit.snapshot(company, ("name", "currency", "time_zone")))
        _add_beginnings(now)
    (settings.ENVIRONMENT.data / "setup.key").unlink(missing_ok=True)
    return owner


def _add_beginnings(now: datetime) -> None:
    """A funnel and lists that most can begin with, to be changed later."""
    stages = (
        (pgettext("stage", "New"), Phase.LEAD),
        (_("Need clear"), Phase.LEAD),
        (_("Offer sent"), Phase.OPPORTUNITY),
        (_("Negotiation"), Phase.OPPORTUNITY),
        (pgettext("stage", "Won"), Phase.WON),
        (pgettext("stage", "Lost"), Phase.LOST),
    )
    open_funnel(pgettext("funnel", "Sales"), stages, starts_at=now, is_default=True)
    for name in (_("Website"), _("Cold call"), _("Trade fair")):
        Source.objects.create(name=name)
    Source.objects.create(name=_("Referral"), kind=SourceKind.REFERRAL)
    TallyKind.objects.create(name=_("Business cards"), code=BUSINESS_CARDS)
    for name in (_("Price"), _("Competitor"), _("No budget"), _("No answer")):
        LossReason.objects.create(name=name)
