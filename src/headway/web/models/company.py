"""The company that owns this installation, its currency and the dated rates of others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField


class Currency(models.Model):
    """A currency by its ISO 4217 code, with the number of digits after the decimal sign."""

    code = models.CharField(max_length=3, primary_key=True)
    digits = models.PositiveSmallIntegerField(default=2)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(digits__lte=4), name="currency_digits_at_most_four"),
            models.CheckConstraint(condition=models.Q(code__regex=r"^[A-Z]{3}$"), name="currency_code_is_iso"),
        )

    def __str__(self) -> str:
        return self.code


class ExchangeRate(models.Model):
    """What one unit of a currency is worth in the company's currency, from a day on."""

    currency = models.ForeignKey(Currency, models.CASCADE, related_name="rates")
    starts_on = models.DateField()
    rate = models.DecimalField(max_digits=20, decimal_places=10)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("currency", "starts_on"), name="rate_once_a_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="rate_is_positive"),
        )

    def __str__(self) -> str:
        return f"{self.currency_id} {self.rate} {self.starts_on}"


class Company(models.Model):
    """The one company of this installation and what it has settled for all."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, default="HU")
    # A part of the country with public holidays of its own, as the calendar of holidays names it.
    region = models.CharField(_("region"), max_length=12, blank=True, default="")
    # The weekdays that are worked, Monday is 0; empty for those that the country works.
    working_weekdays = models.CharField(_("working weekdays"), max_length=7, blank=True, default="")
    currency = models.ForeignKey(Currency, models.PROTECT, related_name="+")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=2, default="en")
    week_starts_on = models.PositiveSmallIntegerField(_("first day of the week"), default=0)
    year_starts_in = models.PositiveSmallIntegerField(_("first month of the fiscal year"), default=1)
    bounce_days = models.PositiveSmallIntegerField(_("days within which forward and back is flagged"), default=14)
    late_hours = models.PositiveSmallIntegerField(_("hours after which a contact was written late"), default=24)
    won_back_months = models.PositiveSmallIntegerField(
        _("months without a sale until a client has stopped"), default=12
    )
    # What it takes to raise a lever by one per cent, in a measure of the company's own: decimal strings by lever.
    lever_efforts = models.JSONField(_("effort of a per cent of each lever"), default=dict)
    created_at = InstantField()
    is_demo = models.BooleanField(default=False)
    # Another number whenever funnels, teams, rates or names change, so that a process knows when to read them anew.
    setup_stamp = models.BigIntegerField(default=0, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(id=1), name="company_is_one"),
            models.CheckConstraint(condition=models.Q(week_starts_on__lte=6), name="company_week_day"),
            models.CheckConstraint(condition=models.Q(year_starts_in__range=(1, 12)), name="company_year_month"),
        )

    def __str__(self) -> str:
        return self.name
