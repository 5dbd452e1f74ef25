"""A company for an installation that has none yet, so that a file can be brought in by the command line alone."""

from datetime import datetime

from babel.numbers import get_currency_precision
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from headway.importers.mapping import Mapping
from headway.web import audit
from headway.web.log.changes import note_names
from headway.web.models import Company, Currency, DealValue, Role, Sale, User

_USUAL_CURRENCY = "EUR"


def found_for(mapping: Mapping, *, now: datetime) -> User:
    """Make a company that counts in the currency and the time zone of a file, with an owner who has no password yet."""
    with transaction.atomic():
        currency = _currency(mapping.constants.get("currency", _USUAL_CURRENCY))
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


def settle_currency(mapping: Mapping, *, now: datetime) -> None:
    """Let a company that a file founded count in the currency of the first file with money, until somebody uses it."""
    company = Company.objects.select_related("currency").get()
    code = mapping.constants.get("currency", company.currency_id).upper()
    if code == company.currency_id or _is_in_use():
        return
    with transaction.atomic():
        before = audit.snapshot(company, ("currency",))
        company.currency = _currency(code)
        company.save(update_fields=["currency"])
        note_names()
        audit.record(None, "settle", company, now, before=before, after=audit.snapshot(company, ("currency",)))


def _is_in_use() -> bool:
    """Whether money has been written down, or anybody can sign in and has chosen."""
    can_sign_in = any(user.has_usable_password() for user in User.objects.all())
    return can_sign_in or Sale.objects.exists() or DealValue.objects.exists()


def _currency(code: str) -> Currency:
    digits = min(get_currency_precision(code.upper()), 4)
    return Currency.objects.get_or_create(code=code.upper(), defaults={"digits": digits})[0]
