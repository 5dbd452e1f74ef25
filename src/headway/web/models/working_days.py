"""What makes a day a working day beside the country's calendar: the company's own days, absences, and part time."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField, uid_field


class OverruledDay(models.Model):
    """A day that the company works or does not, whatever the country's calendar says."""

    day = models.DateField(_("day"), unique=True)
    is_worked = models.BooleanField(_("worked"))
    why = models.CharField(_("why"), max_length=100, blank=True)
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day}: {self.is_worked}"


class AbsenceKind(models.TextChoices):
    """Why somebody is away, as far as anybody needs to know."""

    HOLIDAY = "holiday", pgettext_lazy("absence", "holiday")
    SICK = "sick", pgettext_lazy("absence", "sick")
    OTHER = "other", pgettext_lazy("absence", "other")


class Absence(models.Model):
    """Days on which a user does not work, or only half of each; the end is not included."""

    uid = uid_field()
    user = models.ForeignKey("web.User", models.PROTECT, related_name="absences", db_index=False)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField()
    kind = models.CharField(_("kind"), max_length=7, choices=AbsenceKind.choices, default=AbsenceKind.HOLIDAY)
    is_half = models.BooleanField(_("half of each day"), default=False)
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("starts_on", "pk")
        indexes = (models.Index(fields=("user", "ends_on"), name="absence_of_user"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="absence_has_days"),
            models.CheckConstraint(condition=models.Q(kind__in=AbsenceKind.values), name="absence_kind_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.starts_on}..{self.ends_on}"


class OwnWeek(models.Model):
    """What part of each weekday a user works, from a day on until the next one; none is the company's week again."""

    user = models.ForeignKey("web.User", models.CASCADE, related_name="own_weeks", db_index=False)
    starts_on = models.DateField(_("from"))
    # Seven parts of a full day in per cent, Monday first.
    percents = models.JSONField(null=True)
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("starts_on",)
        constraints = (models.UniqueConstraint(fields=("user", "starts_on"), name="own_week_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.starts_on}: {self.percents}"
