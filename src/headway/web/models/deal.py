"""Deals: attempts to sell, their dated owners, values and expected days, and what is derived from their log."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField, uid_field

if TYPE_CHECKING:
    from headway.web.models.client import Client


class DealKind(models.TextChoices):
    """What winning the deal would be: new business, an addition, or the same again."""

    NEW_BUSINESS = "new_business", _("new business")
    ADD_ON = "add_on", _("add-on")
    RENEWAL = "renewal", _("renewal")


class Deal(models.Model):
    """One attempt to sell something to a client; owner, value and expected day are those of now, with a history."""

    uid = uid_field()
    client = models.ForeignKey("web.Client", models.PROTECT, related_name="deals")
    # The client that it was written for, and counts for, where that was merged into another since.
    merged_from = models.ForeignKey("web.Client", models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=DealKind.choices, default=DealKind.NEW_BUSINESS)
    funnel = models.ForeignKey("web.Funnel", models.PROTECT, related_name="+", db_index=False)
    entered_at = InstantField()
    entered_on = models.DateField()
    # False where the source knew no date: the deal is real, but stands in no period.
    is_entry_known = models.BooleanField(default=True)
    entered_stage = models.ForeignKey("web.Stage", models.PROTECT, null=True, related_name="+", db_index=False)
    owner = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="deals")
    value_amount = models.BigIntegerField(_("value"), null=True)
    currency = models.ForeignKey("web.Currency", models.PROTECT, null=True, related_name="+", db_index=False)
    expected_on = models.DateField(_("expected on"), null=True)
    source = models.ForeignKey("web.Source", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    # Who referred this deal to us; without anybody here, whoever referred the client.
    referrer = models.ForeignKey(
        "web.Referrer", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    product = models.CharField(_("product"), max_length=200, blank=True)
    created_at = InstantField()
    import_run = models.ForeignKey("web.ImportRun", models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (
            models.Index(
                fields=("merged_from",), name="deal_merged_from", condition=models.Q(merged_from__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=DealKind.values), name="deal_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(value_amount__isnull=True) | models.Q(currency__isnull=False),
                name="deal_value_has_currency",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def counts_for(self) -> "Client":
        """The client whose segment, source and referrer it has in the numbers."""
        return self.merged_from or self.client


class DealOwner(models.Model):
    """Who owned a deal from a moment on."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="owners", db_index=False)
    owner = models.ForeignKey("web.User", models.PROTECT, related_name="+", db_index=False)
    starts_at = InstantField()

    class Meta:
        indexes = (models.Index(fields=("owner", "deal"), name="deal_owner_of_owner"),)
        constraints = (models.UniqueConstraint(fields=("deal", "starts_at"), name="deal_owner_once_a_moment"),)

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.owner_id}"


class DealValue(models.Model):
    """What a deal was worth from a moment on, in minor units of its currency."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="values", db_index=False)
    amount = models.BigIntegerField()
    currency = models.ForeignKey("web.Currency", models.PROTECT, related_name="+", db_index=False)
    starts_at = InstantField()
    # The days at whose end it held, the last not included: none is from the beginning, or until now.
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    # In minor units of the company's currency, at the rate of the day on which it was written.
    company_amount = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deal", "starts_at"), name="deal_value_once_a_moment"),)

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.amount}"


class DealExpectation(models.Model):
    """On which day a deal was expected to be won, from a moment on; none is that nobody said so any more."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="expectations", db_index=False)
    expected_on = models.DateField(null=True)
    starts_at = InstantField()
    # The company's day on which it was written: of several on one day the last counts.
    starts_on = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deal", "starts_at"), name="deal_expectation_once_a_moment"),)

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.expected_on}"


class Stay(models.Model):
    """A time that a deal stood on a stage; derived by replay, never edited."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="stays", db_index=False)
    number = models.PositiveIntegerField()
    funnel = models.ForeignKey("web.Funnel", models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey("web.Stage", models.PROTECT, related_name="+", db_index=False)
    visit = models.PositiveIntegerField()
    entered_at = InstantField()
    entered_on = models.DateField()
    left_at = InstantField(null=True)
    left_on = models.DateField(null=True)
    exit = models.CharField(max_length=8, null=True)  # noqa: DJ001 - no exit is not an empty exit, and SQL counts it so
    next_stage = models.ForeignKey("web.Stage", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("deal", "number"), name="stay_number_once_a_deal"),
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True, exit__isnull=True)
                | models.Q(left_at__isnull=False, exit__isnull=False),
                name="stay_ends_with_an_exit",
            ),
        )

    def __str__(self) -> str:
        return f"{self.deal_id}/{self.number}"


class Milestones(models.Model):
    """Where a deal stands and the days that counted; derived by replay, never edited."""

    deal = models.OneToOneField(Deal, models.CASCADE, primary_key=True, related_name="milestones")
    funnel = models.ForeignKey("web.Funnel", models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey("web.Stage", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=4)
    entered_at = InstantField()
    entered_on = models.DateField()
    is_lead = models.BooleanField()
    first_contact_at = InstantField(null=True)
    first_contact_on = models.DateField(null=True)
    latest_contact_at = InstantField(null=True)
    qualified_at = InstantField(null=True)
    qualified_on = models.DateField(null=True)
    won_at = InstantField(null=True)
    won_on = models.DateField(null=True)
    lost_at = InstantField(null=True)
    lost_on = models.DateField(null=True)
    winner = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)
    winner_team = models.ForeignKey("web.Team", models.PROTECT, null=True, related_name="+", db_index=False)
    loss_reason = models.ForeignKey("web.LossReason", models.PROTECT, null=True, related_name="+", db_index=False)
    # In minor units of the company's currency, at the rate of the day.
    company_amount = models.BigIntegerField(null=True)
    qualified_amount = models.BigIntegerField(null=True)
    won_amount = models.BigIntegerField(null=True)
    lost_amount = models.BigIntegerField(null=True)
    contacts = models.PositiveIntegerField(default=0)
    contacts_until_won = models.PositiveIntegerField(null=True)
    meetings_until_won = models.PositiveIntegerField(null=True)
    effective_until_won = models.PositiveIntegerField(null=True)
    is_won_before_first_contact = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=("open", "won", "lost")), name="milestones_outcome_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.deal_id}: {self.outcome}"
