"""A programme: week by week one thing to measure or to mend."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField


class Programme(models.Model):
    """A programme that the company follows or followed: one that ships, by its name, or weeks of its own."""

    # Which of those that ship; empty where the weeks are the company's own.
    shipped = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    weeks = models.JSONField(default=list)
    starts_on = models.DateField(_("first day"))
    made_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    made_at = InstantField()
    is_running = models.BooleanField(default=True)
    ended_at = InstantField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("is_running",), condition=models.Q(is_running=True), name="programme_that_runs_is_one"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.shipped


class WeekDone(models.Model):
    """A week of a programme whose task somebody has called done."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="done")
    number = models.PositiveSmallIntegerField(_("week"))
    done_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    done_at = InstantField()
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("programme", "number"), name="week_done_once"),)

    def __str__(self) -> str:
        return f"week {self.number} of {self.programme_id}"
