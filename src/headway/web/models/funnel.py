"""Funnels, their dated versions, and the stages that keep their identity through all of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField


class Phase(models.TextChoices):
    """The part of the road that a stage belongs to."""

    LEAD = "lead", pgettext_lazy("phase", "lead")
    OPPORTUNITY = "opportunity", pgettext_lazy("phase", "opportunity")
    WON = "won", pgettext_lazy("phase", "won")
    LOST = "lost", pgettext_lazy("phase", "lost")


class Funnel(models.Model):
    """An ordered road that deals travel; a company may have several."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    is_default = models.BooleanField(default=False)
    import_run = models.ForeignKey("web.ImportRun", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("is_default",), condition=models.Q(is_default=True), name="funnel_one_default"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    """A step of a funnel; versions order it, and its id and phase stay."""

    funnel = models.ForeignKey(Funnel, models.CASCADE, related_name="stages")
    name = models.CharField(_("name"), max_length=100)
    phase = models.CharField(_("phase"), max_length=11, choices=Phase.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("funnel", "name"), name="stage_name_once_a_funnel"),
            models.UniqueConstraint(
                fields=("funnel", "phase"), condition=models.Q(phase__in=("won", "lost")), name="stage_one_won_one_lost"
            ),
            models.CheckConstraint(condition=models.Q(phase__in=Phase.values), name="stage_phase_is_known"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether a deal that stands here is neither won nor lost."""
        return self.phase in {Phase.LEAD, Phase.OPPORTUNITY}


class FunnelVersion(models.Model):
    """The order of a funnel's stages from a moment on."""

    funnel = models.ForeignKey(Funnel, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    starts_at = InstantField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("funnel", "number"), name="version_number_once_a_funnel"),
            models.UniqueConstraint(fields=("funnel", "starts_at"), name="version_start_once_a_funnel"),
        )

    def __str__(self) -> str:
        return f"{self.funnel_id} v{self.number}"


class StagePlace(models.Model):
    """The place of an open or won stage in one version; lost is off the road and has none."""

    version = models.ForeignKey(FunnelVersion, models.CASCADE, related_name="places")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("version", "stage"), name="place_stage_once_a_version"),
            models.UniqueConstraint(fields=("version", "position"), name="place_position_once_a_version"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.stage_id}"


class LossReason(models.Model):
    """Why a deal was lost, in the company's words."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name
