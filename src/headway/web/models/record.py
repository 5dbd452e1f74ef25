"""What is kept about the work itself: who changed what, which facts changed, imports, access tokens and jobs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from headway.web.models.fields import InstantField, uid_field


class AuditEntry(models.Model):
    """Who changed what, from what, to what; the database refuses to change or delete it."""

    at = InstantField(db_index=True)
    actor = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=20)
    noun = models.CharField(max_length=30)
    noun_id = models.BigIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = (models.Index(fields=("noun", "noun_id"), name="audit_of_noun"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.noun_id}"


class FactNoun(models.TextChoices):
    """What a change number stands for."""

    DEAL = "deal"
    CONTACT = "contact"
    SALE = "sale"
    TALLY = "tally"
    COST = "cost"
    TIME = "time"
    NAMES = "names"


class Change(models.Model):
    """A note that the facts about something are no longer what was copied; its id is the change number.

    On PostgreSQL the table also holds the writing transaction, by which readers find what committed out of order.
    """

    noun = models.CharField(max_length=7, choices=FactNoun.choices)
    noun_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.id}: {self.noun} {self.noun_id}"


class ImportState(models.TextChoices):
    """How far an import is."""

    PREPARED = "prepared", _("prepared")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    TAKING_BACK = "taking_back", _("being taken back")
    TAKEN_BACK = "taken_back", _("taken back")


class ImportRun(models.Model):
    """One file brought in: what it was, how it was read, how far it is, what it gave."""

    uid = uid_field()
    file_name = models.CharField(max_length=255)
    # Where the kept copy lies, inside the data folder.
    path = models.CharField(max_length=255)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    reading = models.JSONField(default=dict)
    mapping = models.TextField(blank=True)
    state = models.CharField(max_length=11, choices=ImportState.choices, default=ImportState.PREPARED)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+")
    created_at = InstantField()
    started_at = InstantField(null=True)
    finished_at = InstantField(null=True)
    # Renewed while a process works on it; an old one tells that the process is gone.
    alive_at = InstantField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=ImportState.values), name="import_state_is_known"),
        )

    def __str__(self) -> str:
        return self.file_name


class ApiToken(models.Model):
    """A key for the API and the CLI: only its digest is kept; it can do what its user may and its scopes allow."""

    user = models.ForeignKey("web.User", models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=100)
    prefix = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = InstantField()
    expires_at = InstantField(null=True)
    latest_used_at = InstantField(null=True)
    revoked_at = InstantField(null=True)

    def __str__(self) -> str:
        return f"{self.prefix} {self.name}"


class JobRun(models.Model):
    """A recurring job's run for one period: the row is the claim, so that a period is worked on once."""

    kind = models.CharField(max_length=100)
    period = models.CharField(max_length=20)
    started_at = InstantField()
    finished_at = InstantField(null=True)
    attempts = models.PositiveSmallIntegerField(default=1)
    outcome = models.JSONField(default=dict)
    error = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "period"), name="job_once_a_period"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"
