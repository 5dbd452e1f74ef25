"""What would be if some of the five levers rose: kept under a name, by a user or for the company."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField


class Scenario(models.Model):
    """Raises of levers over a period, by how many per cent each; without a user those of the company."""

    name = models.CharField(_("name"), max_length=60)
    # The name as names are compared: without case and accents.
    folded = models.CharField(max_length=60, editable=False)
    user = models.ForeignKey("web.User", models.CASCADE, null=True, related_name="scenarios")
    period = models.CharField(_("period"), max_length=60)
    filters = models.JSONField(_("narrowed to"), default=dict)
    raises = models.JSONField(_("raised by per cent"), default=dict)
    saved_at = InstantField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "folded"), name="scenario_once_a_user"),
            models.UniqueConstraint(fields=("folded",), condition=models.Q(user=None), name="scenario_once_a_company"),
        )

    def __str__(self) -> str:
        return self.name
