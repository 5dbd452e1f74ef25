"""A company for an installation that has none yet, so that a file can be brought in by the command line alone."""

from datetime import datetime

from babel.numbers import get_currency_precision
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.importers.mapping import Mapping
from headway.web import audit
from headway.web.models import Company, Currency, Role, User

_USUAL_CURRENCY = "EUR"


def found_for(mapping: Mapping, *, now: datetime) -> User:
    """Make a company that counts in the currency and the time zone of a file, with an owner who has no password yet."""
    code = mapping.constants.get("currency", _USUAL_CURRENCY).upper()
    with transaction.atomic():
        currency, _is_new = Currency.objects.get_or_create(
            code=code, defaults={"digits": min(get_currency_precision(code), 4)}
        )
        company = Company.objects.create(
            name=_("My company"),
            currency=currency,
            time_zone=mapping.time_zone or settings.ENVIRONMENT.time_zone,
            language=settings.ENVIRONMENT.language,
            created_at=now,
        )
        owner = User.objects.create_user(
            "owner@headway.invalid", None, name=pgettext("role", "Owner"), role=Role.OWNER, joined_at=now
        )
        audit.record(owner, "found", company, now, after=audit.snapshot(company, ("name", "currency", "time_zone")))
    return owner
