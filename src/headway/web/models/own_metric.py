"""The metrics that a company makes itself: each a definition in plain values, which the engine turns into a metric."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField


class OwnMetric(models.Model):
    """A metric of the company; what it was before stands in the audit trail."""

    # What it is asked by in addresses and commands: it stays, whatever people call it.
    name = models.CharField(_("name"), max_length=60, unique=True)
    definition = models.JSONField(_("definition"))
    made_by = models.ForeignKey("web.User", models.PROTECT, related_name="+")
    made_at = InstantField()
    changed_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    changed_at = InstantField(null=True)

    def __str__(self) -> str:
        return self.name
