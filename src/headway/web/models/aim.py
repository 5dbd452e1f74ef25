"""Where the company must be by a day, which base indicators it keeps up, and who is told so once a week."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField


class Aim(models.Model):
    """The value that a base indicator should reach from a day on by another, and what it was before."""

    indicator = models.CharField(_("indicator"), max_length=40)
    # As the engine counts: money in minor units, shares from 0 to 1.
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("by"))
    # What the weeks before had brought, as it stood written on the day it was set; it is never counted anew.
    baseline = models.JSONField(default=dict)
    set_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    set_at = InstantField()
    ended_at = InstantField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator",), condition=models.Q(ended_at=None), name="aim_once_an_indicator"
            ),
            models.CheckConstraint(condition=models.Q(starts_on__lte=models.F("due_on")), name="aim_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.indicator} {self.value} by {self.due_on}"


class TakenIndicator(models.Model):
    """A base indicator taken on after the first three: by a user, or without one by the company."""

    user = models.ForeignKey("web.User", models.CASCADE, null=True, related_name="taken_indicators")
    indicator = models.CharField(_("indicator"), max_length=40)
    taken_at = InstantField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "indicator"), name="taken_indicator_once_a_user"),
            models.UniqueConstraint(
                fields=("indicator",), condition=models.Q(user=None), name="taken_indicator_once_a_company"
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator} of {self.user_id or 'the company'}"


class StandingMail(models.Model):
    """A user's wish to be told by e-mail once a week where the company stands."""

    user = models.OneToOneField("web.User", models.CASCADE, related_name="standing_mail")
    weekday = models.PositiveSmallIntegerField(_("day of the week"))

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(weekday__lte=6), name="standing_mail_weekday"),)

    def __str__(self) -> str:
        return f"standing to {self.user_id}"
