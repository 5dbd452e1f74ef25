"""Plans: a goal, the history that it was worked out from, and what each rep must do for it while it is in force."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField


class PlanScope(models.TextChoices):
    """Whose plan it is."""

    COMPANY = "company", pgettext_lazy("whose plan", "company")
    TEAM = "team", pgettext_lazy("whose plan", "team")
    USER = "user", pgettext_lazy("whose plan", "rep")


class Plan(models.Model):
    """A plan as it was adopted: it keeps the counts that it was made on, so that it can be understood later."""

    # What is to be reached: a metric by name, and how much of it, in the metric's own unit.
    goal = models.CharField(_("goal"), max_length=100)
    amount = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    starts_on = models.DateField(_("from"))
    # The day behind the last one.
    ends_on = models.DateField(_("until"))
    scope = models.CharField(max_length=7, choices=PlanScope.choices)
    team = models.ForeignKey("web.Team", models.PROTECT, null=True, related_name="plans")
    user = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="plans")
    certainty = models.DecimalField(_("certainty"), max_digits=3, decimal_places=2)
    # Each link of the chain: what it is counted by, the counts, and what is needed of it.
    chain = models.JSONField(_("history"))
    made_by = models.ForeignKey("web.User", models.PROTECT, related_name="+")
    adopted_at = InstantField()
    # Set where it was dropped, or another took its place.
    dropped_at = InstantField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(starts_on__lt=models.F("ends_on")), name="plan_has_days"),
            models.CheckConstraint(
                condition=models.Q(scope="company", team=None, user=None)
                | models.Q(scope="team", team__isnull=False, user=None)
                | models.Q(scope="user", team=None, user__isnull=False),
                name="plan_is_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(certainty__gte="0.5", certainty__lte="0.99"), name="plan_certainty"
            ),
        )

    def __str__(self) -> str:
        return f"{self.amount} {self.goal} until {self.ends_on}"


class PlanNeed(models.Model):
    """What a rep has to bring to a plan, of one metric in all of its days."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="needs")
    user = models.ForeignKey("web.User", models.PROTECT, related_name="plan_needs")
    metric = models.CharField(_("metric"), max_length=100)
    needed = models.DecimalField(_("needed"), max_digits=12, decimal_places=2)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "user", "metric"), name="plan_need_once"),
            models.CheckConstraint(condition=models.Q(needed__gte=0), name="plan_need_is_no_debt"),
        )

    def __str__(self) -> str:
        return f"{self.needed} {self.metric} of {self.user_id}"
