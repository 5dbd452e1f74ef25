"""The log: contacts with clients, and moves of deals that no contact made."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField, uid_field


class ContactKind(models.TextChoices):
    """The ways to communicate with a client."""

    CALL = "call", _("call")
    MEETING = "meeting", _("meeting")
    EMAIL = "email", pgettext_lazy("kind of contact", "e-mail")
    MESSAGE = "message", _("message")
    MAIL = "mail", _("direct mail")
    DEMO = "demo", _("demo")
    VISIT = "visit", _("visit")


class ContactOutcome(models.TextChoices):
    """How a contact ended, apart from what it did to the stage."""

    TALKED = "talked", pgettext_lazy("outcome of a contact", "talked")
    NO_ANSWER = "no_answer", pgettext_lazy("outcome of a contact", "no answer")
    POSTPONED = "postponed", pgettext_lazy("outcome of a contact", "postponed")
    REFUSED = "refused", pgettext_lazy("outcome of a contact", "refused")


class MoveCause(models.TextChoices):
    """Why a stage moved though nobody spoke to the client."""

    IMPORT = "import", pgettext_lazy("cause of a move", "import")
    CLIENT = "client", _("the client's own step")
    CORRECTION = "correction", _("correction")


class Contact(models.Model):
    """One communication with a client, by one rep; the last five fields are derived by replay."""

    uid = uid_field()
    client = models.ForeignKey("web.Client", models.PROTECT, related_name="contacts", db_index=False)
    # The client that it was written for, and counts for, where that was merged into another since.
    merged_from = models.ForeignKey("web.Client", models.PROTECT, null=True, related_name="+", db_index=False)
    deal = models.ForeignKey("web.Deal", models.PROTECT, null=True, blank=True, related_name="contacts", db_index=False)
    rep = models.ForeignKey("web.User", models.PROTECT, related_name="contacts", db_index=False)
    team = models.ForeignKey("web.Team", models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind.choices)
    is_inbound = models.BooleanField(_("inbound"), default=False)
    is_cold = models.BooleanField(_("cold"), default=False)
    happened_at = InstantField()
    happened_on = models.DateField()
    position = models.BigIntegerField()
    duration_seconds = models.PositiveIntegerField(_("duration"), null=True, blank=True)
    # None is 'no move': on replay it takes whatever stage stands before it.
    stage_after = models.ForeignKey(
        "web.Stage", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    loss_reason = models.ForeignKey(
        "web.LossReason", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    note = models.TextField(_("note"), blank=True)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=ContactOutcome.choices, blank=True, default="", db_default=""
    )
    persons = models.ManyToManyField("web.Person", related_name="contacts", blank=True)
    # Colleagues who took part: named, and never counted.
    others = models.ManyToManyField("web.User", related_name="+", blank=True)
    # The same for all contacts of one meeting about several deals; volumes and time count it once.
    meeting_uid = models.UUIDField(null=True, db_index=False, default=None)
    is_counted = models.BooleanField(default=True)
    # When the device that it was written on says it was written, beside when it reached us.
    noted_at = InstantField(null=True)
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)
    import_run = models.ForeignKey("web.ImportRun", models.PROTECT, null=True, related_name="+")

    stage_before = models.ForeignKey("web.Stage", models.PROTECT, null=True, related_name="+", db_index=False)
    stage = models.ForeignKey("web.Stage", models.PROTECT, null=True, related_name="+", db_index=False)
    advance = models.CharField(max_length=8, default="none")
    is_effective = models.BooleanField(default=False)
    is_new_ground = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=("deal", "happened_at", "position"), name="contact_of_deal"),
            models.Index(fields=("rep", "happened_on"), name="contact_of_rep_day"),
            models.Index(fields=("client", "happened_at"), name="contact_of_client"),
            models.Index(fields=("rep", "client"), name="contact_of_rep_client"),
            models.Index(fields=("happened_on",), name="contact_of_day"),
            models.Index(
                fields=("merged_from",), name="contact_merged_from", condition=models.Q(merged_from__isnull=False)
            ),
            models.Index(
                fields=("meeting_uid",), name="contact_of_meeting", condition=models.Q(meeting_uid__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=ContactKind.values), name="contact_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=("", *ContactOutcome.values)), name="contact_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(deal__isnull=False) | models.Q(stage_after__isnull=True),
                name="contact_stage_needs_a_deal",
            ),
            models.CheckConstraint(
                condition=models.Q(deal__isnull=False) | models.Q(is_effective=False),
                name="contact_effective_needs_a_deal",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"

    @property
    def is_move(self) -> bool:
        """Whether the rep said where the deal stands after it."""
        return self.stage_after_id is not None


class DeletedContact(models.Model):
    """The id of a contact that was taken out of the log: a phone that sends it again does not bring it back."""

    uid = models.UUIDField(primary_key=True, editable=False)
    rep = models.ForeignKey("web.User", models.PROTECT, related_name="+", db_index=False)
    deleted_at = InstantField()

    def __str__(self) -> str:
        return f"{self.uid}"


class ContactComment(models.Model):
    """What somebody says about a contact: the head of sales to the rep, or the rep in answer."""

    uid = uid_field()
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="comments")
    author = models.ForeignKey("web.User", models.PROTECT, related_name="+", db_index=False)
    text = models.TextField(_("comment"))
    # The rep's answer to the question why the deal went forward and back.
    is_answer_to_flag = models.BooleanField(default=False)
    written_at = InstantField()
    # When the rep of the contact, or the asker where the rep answered, has seen it.
    seen_at = InstantField(null=True)

    class Meta:
        ordering = ("written_at", "pk")
        constraints = (models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something"),)

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.uid}"


class StageMove(models.Model):
    """A change of stage without a contact, with its cause; it earns nobody an effective contact."""

    uid = uid_field()
    deal = models.ForeignKey("web.Deal", models.PROTECT, related_name="moves", db_index=False)
    stage_after = models.ForeignKey("web.Stage", models.PROTECT, related_name="+", db_index=False)
    cause = models.CharField(_("cause"), max_length=10, choices=MoveCause.choices)
    loss_reason = models.ForeignKey(
        "web.LossReason", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    happened_at = InstantField()
    happened_on = models.DateField()
    position = models.BigIntegerField()
    note = models.TextField(_("note"), blank=True)
    written_at = InstantField()
    written_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)
    import_run = models.ForeignKey("web.ImportRun", models.PROTECT, null=True, related_name="+")

    stage_before = models.ForeignKey("web.Stage", models.PROTECT, null=True, related_name="+", db_index=False)
    advance = models.CharField(max_length=8, default="none")

    class Meta:
        indexes = (models.Index(fields=("deal", "happened_at", "position"), name="move_of_deal"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(cause__in=MoveCause.values), name="move_cause_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.cause} {self.uid}"
