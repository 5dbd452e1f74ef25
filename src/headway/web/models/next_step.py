"""What was agreed to do next with a client, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.contact import ContactKind
from headway.web.models.fields import InstantField, uid_field


class StepEnd(models.TextChoices):
    """How a next step ended."""

    KEPT = "kept", pgettext_lazy("end of a next step", "kept")
    MOVED = "moved", pgettext_lazy("end of a next step", "moved to another day")
    DROPPED = "dropped", pgettext_lazy("end of a next step", "dropped")


class NextStep(models.Model):
    """The contact to come: of which kind, with whom, by whom and when; a meeting that a contact set is an appointment.

    It ends once: kept by a contact, moved (another one stands in its place), or dropped.
    """

    uid = uid_field()
    client = models.ForeignKey("web.Client", models.PROTECT, related_name="next_steps")
    # The client that it was agreed with where that was merged into another since.
    merged_from = models.ForeignKey("web.Client", models.PROTECT, null=True, related_name="+", db_index=False)
    deal = models.ForeignKey("web.Deal", models.PROTECT, null=True, blank=True, related_name="next_steps")
    rep = models.ForeignKey("web.User", models.PROTECT, related_name="next_steps", db_index=False)
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    what = models.CharField(_("what"), max_length=200, blank=True)
    due_on = models.DateField(_("day"))
    # Only where a time of the day was agreed.
    due_at = InstantField(null=True)
    set_by = models.OneToOneField("web.Contact", models.SET_NULL, null=True, related_name="next_step")
    kept_by = models.ForeignKey("web.Contact", models.SET_NULL, null=True, related_name="kept_steps")
    end = models.CharField(max_length=7, choices=StepEnd.choices, null=True)  # noqa: DJ001 - open is not an empty end
    ended_at = InstantField(null=True)
    reminded_at = InstantField(null=True)
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = (
            models.Index(fields=("rep", "due_on"), condition=models.Q(end=None), name="open_step_of_rep"),
            models.Index(fields=("due_on",), condition=models.Q(end=None), name="open_step_of_day"),
            models.Index(
                fields=("merged_from",), name="step_merged_from", condition=models.Q(merged_from__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=ContactKind.values), name="step_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True, ended_at__isnull=True)
                | models.Q(end__in=StepEnd.values, ended_at__isnull=False),
                name="step_ends_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.due_on}: {self.kind}"
