"""Counts of what a rep does without a client: the company's own kinds, and each count with its day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField, uid_field

# The kind that the catalogue has a number of its own for, whatever the company calls it.
BUSINESS_CARDS = "business_cards"


class TallyKind(models.Model):
    """Something that reps count: business cards handed out, door knocks, whatever the company wishes."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    # A word of the catalogue's; empty for the company's own kinds.
    code = models.CharField(max_length=20, blank=True, default="")
    # Kept with its counts, and offered no more.
    retired_at = InstantField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="tally_kind_has_a_name"),
            models.UniqueConstraint(fields=("code",), condition=~models.Q(code=""), name="tally_kind_code_once"),
        )

    def __str__(self) -> str:
        return self.name


class Tally(models.Model):
    """So many of a kind, counted by a rep on a day; below zero where a day's count is corrected downwards."""

    uid = uid_field()
    kind = models.ForeignKey(TallyKind, models.PROTECT, related_name="tallies", db_index=False)
    rep = models.ForeignKey("web.User", models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey("web.Team", models.PROTECT, null=True, related_name="+", db_index=False)
    counted_on = models.DateField(_("day"))
    count = models.IntegerField(_("count"))
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = (models.Index(fields=("rep", "counted_on"), name="tally_of_rep_day"),)
        constraints = (models.CheckConstraint(condition=~models.Q(count=0), name="tally_counts_something"),)

    def __str__(self) -> str:
        return f"{self.counted_on}: {self.count}"
