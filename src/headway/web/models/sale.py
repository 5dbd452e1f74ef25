"""Money booked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.deal import DealKind
from headway.web.models.fields import InstantField, uid_field


class Sale(models.Model):
    """Money booked on a day: in minor units of its currency, and in the company's at that day's rate."""

    uid = uid_field()
    client = models.ForeignKey("web.Client", models.PROTECT, related_name="sales")
    # The client that it was written for, and counts for, where that was merged into another since.
    merged_from = models.ForeignKey("web.Client", models.PROTECT, null=True, related_name="+", db_index=False)
    deal = models.ForeignKey("web.Deal", models.PROTECT, null=True, blank=True, related_name="sales")
    rep = models.ForeignKey("web.User", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    team = models.ForeignKey("web.Team", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(_("kind"), max_length=12, choices=DealKind.choices, default=DealKind.NEW_BUSINESS)
    # The kind as it was written: a sale that is won back counts as a renewal for as long as it is.
    said_kind = models.CharField(max_length=12, choices=DealKind.choices)
    is_won_back = models.BooleanField(default=False)
    sold_on = models.DateField(_("day"), db_index=True)
    amount = models.BigIntegerField(_("amount"))
    cost_amount = models.BigIntegerField(_("cost"), null=True, blank=True)
    currency = models.ForeignKey("web.Currency", models.PROTECT, related_name="+", db_index=False)
    company_amount = models.BigIntegerField()
    company_cost_amount = models.BigIntegerField(null=True)
    product = models.CharField(_("product"), max_length=200, blank=True)
    written_at = InstantField()
    import_run = models.ForeignKey("web.ImportRun", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (
            models.Index(
                fields=("merged_from",), name="sale_merged_from", condition=models.Q(merged_from__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=DealKind.values), name="sale_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(is_won_back=False) | models.Q(kind=DealKind.RENEWAL), name="sale_won_back_is_renewal"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sold_on} {self.amount} {self.currency_id}"
