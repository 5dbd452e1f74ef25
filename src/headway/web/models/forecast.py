"""A forecast that was kept as it was made, so that one can see later how it came true."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField


class KeptForecast(models.Model):
    """The close of a period as it was foreseen at the end of a day; nobody changes it afterwards.

    Without a team and a user it is the company's; without whoever kept it, Headway did so by itself.
    """

    team = models.ForeignKey("web.Team", models.CASCADE, null=True, related_name="forecasts", verbose_name=_("team"))
    user = models.ForeignKey("web.User", models.CASCADE, null=True, related_name="forecasts", verbose_name=_("user"))
    starts_on = models.DateField(_("from"))
    # The day after the last, as the ends of all periods.
    ends_on = models.DateField(_("until"))
    as_of = models.DateField(_("as of"))
    method = models.CharField(_("method"), max_length=10)
    # certain, from_open, to_come, mean, p10, p50, p90, weighted, last; money in minor units.
    number = models.JSONField(_("number"))
    value = models.JSONField(_("value"), null=True)
    # Each open deal: its id, its chance, that of its stage, and what it was worth.
    deals = models.JSONField(_("deals"), default=list)
    base_rate = models.FloatField(_("base rate"), null=True)
    kept_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    kept_at = InstantField()

    class Meta:
        indexes = (models.Index(fields=("ends_on", "as_of"), name="forecast_by_end"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(team=None) | models.Q(user=None), name="forecast_is_of_one"),
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_on")), name="forecast_is_of_a_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.starts_on}..{self.ends_on} as of {self.as_of}"
