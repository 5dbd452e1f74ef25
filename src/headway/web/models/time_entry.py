"""Where working time goes: what it is spent on, and each stretch of it with its day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField, uid_field

SECONDS_A_DAY = 24 * 60 * 60


class TimeCategory(models.Model):
    """Something that time is spent on, selling or not; that stays as it was said, so that past shares do."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    is_selling = models.BooleanField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=~models.Q(name=""), name="time_category_has_a_name"),)

    def __str__(self) -> str:
        return self.name


class TimeEntry(models.Model):
    """How long a rep spent on something on a day, as it was written: raw, in seconds."""

    uid = uid_field()
    category = models.ForeignKey(TimeCategory, models.PROTECT, related_name="entries", db_index=False)
    rep = models.ForeignKey("web.User", models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("web.Team", models.PROTECT, null=True, related_name="+", db_index=False)
    spent_on = models.DateField(_("day"))
    seconds = models.IntegerField(_("time"))
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=("rep", "spent_on"), name="time_entry_of_rep_day"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(seconds__gt=0, seconds__lte=SECONDS_A_DAY), name="time_entry_fits_into_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.spent_on}: {self.seconds} s"
