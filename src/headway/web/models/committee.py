"""The buying committee of a deal: who decides, on which level, and what they think of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField


class Position(models.TextChoices):
    """What a decision-maker thinks of the deal."""

    UNKNOWN = "unknown", pgettext_lazy("position of a decision-maker", "unknown")
    AGAINST = "against", pgettext_lazy("position of a decision-maker", "against")
    NEUTRAL = "neutral", pgettext_lazy("position of a decision-maker", "neutral")
    AGREED = "agreed", pgettext_lazy("position of a decision-maker", "agreed")


class DecisionMaker(models.Model):
    """A person who has a say in a deal; level 1 is the highest."""

    deal = models.ForeignKey("web.Deal", models.CASCADE, related_name="decision_makers", db_index=False)
    person = models.ForeignKey("web.Person", models.CASCADE, related_name="decisions")
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    position = models.CharField(_("position"), max_length=7, choices=Position.choices, default=Position.UNKNOWN)
    position_at = InstantField(null=True)
    reports_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("level", "pk")
        constraints = (
            models.UniqueConstraint(fields=("deal", "person"), name="decision_maker_once_a_deal"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 9)), name="decision_maker_level"),
            models.CheckConstraint(condition=models.Q(position__in=Position.values), name="position_is_known"),
        )

    def __str__(self) -> str:
        return str(self.person)
