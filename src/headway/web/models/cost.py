"""What sources cost: an amount for a span of days, and what of it falls on each day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField, uid_field


class Cost(models.Model):
    """What a source cost over some days, the end not included; in minor units of its currency and the company's."""

    uid = uid_field()
    source = models.ForeignKey("web.Source", models.PROTECT, related_name="costs")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField()
    amount = models.BigIntegerField(_("amount"))
    currency = models.ForeignKey("web.Currency", models.PROTECT, related_name="+", db_index=False)
    company_amount = models.BigIntegerField()
    note = models.CharField(_("note"), max_length=200, blank=True)
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="cost_has_days"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="cost_is_no_income"),
        )

    def __str__(self) -> str:
        return f"{self.starts_on}: {self.amount} {self.currency_id}"


class CostDay(models.Model):
    """The part of a cost that falls on a day; derived when the cost is written, never edited."""

    cost = models.ForeignKey(Cost, models.CASCADE, related_name="days", db_index=False)
    spent_on = models.DateField()
    company_amount = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("cost", "spent_on"), name="cost_day_once"),)

    def __str__(self) -> str:
        return f"{self.spent_on}: {self.company_amount}"
