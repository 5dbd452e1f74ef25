"""What a number should reach in a month: of the company, of a team or of a user; as a draft, then approved."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField


class TargetState(models.TextChoices):
    """Whether a target holds, or is proposed only."""

    DRAFT = "draft", pgettext_lazy("target", "draft")
    APPROVED = "approved", pgettext_lazy("target", "approved")


class Target(models.Model):
    """A month's value of a metric; an approved one holds until the draft beside it takes its place.

    Without a team and a user it is the company's.
    """

    metric = models.CharField(_("metric"), max_length=100)
    # The first day of the month.
    month = models.DateField(_("month"))
    team = models.ForeignKey("web.Team", models.CASCADE, null=True, related_name="targets", verbose_name=_("team"))
    user = models.ForeignKey("web.User", models.CASCADE, null=True, related_name="targets", verbose_name=_("user"))
    # As the engine counts it: money in minor units, a share from 0 to 1.
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    state = models.CharField(_("state"), max_length=8, choices=TargetState.choices, default=TargetState.DRAFT)
    set_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    set_at = InstantField()
    approved_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    approved_at = InstantField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("metric", "month", "state"),
                condition=models.Q(team=None, user=None),
                name="target_of_company_once",
            ),
            models.UniqueConstraint(fields=("metric", "month", "team", "state"), name="target_of_team_once"),
            models.UniqueConstraint(fields=("metric", "month", "user", "state"), name="target_of_user_once"),
            models.CheckConstraint(condition=models.Q(team=None) | models.Q(user=None), name="target_is_of_one"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="target_is_not_below_zero"),
            models.CheckConstraint(
                condition=models.Q(state="draft", approved_at=None)
                | models.Q(state="approved", approved_at__isnull=False),
                name="target_is_draft_or_approved",
            ),
        )

    def __str__(self) -> str:
        return f"{self.metric} {self.month:%Y-%m}"
