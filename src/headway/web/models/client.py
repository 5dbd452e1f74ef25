"""Whom we sell to: clients, the people there, and where they came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from headway.web.models.fields import InstantField, uid_field


class SourceKind(models.TextChoices):
    """What a source is: a channel, a contact list that was bought or made, or people who refer others to us."""

    CHANNEL = "channel", pgettext_lazy("kind of source", "channel")
    LIST = "list", pgettext_lazy("kind of source", "contact list")
    REFERRAL = "referral", pgettext_lazy("kind of source", "referral")


class Source(models.Model):
    """Where clients and deals come from."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    kind = models.CharField(
        _("kind"), max_length=8, choices=SourceKind.choices, default=SourceKind.CHANNEL, db_default=SourceKind.CHANNEL
    )

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(kind__in=SourceKind.values), name="source_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_referral(self) -> bool:
        """Whether what comes from it was referred to us by somebody."""
        return self.kind == SourceKind.REFERRAL


class Referrer(models.Model):
    """Who refers others to us: a client, a person, a partner; by name, and the client where it is one."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    client = models.OneToOneField("web.Client", models.SET_NULL, null=True, blank=True, related_name="as_referrer")

    def __str__(self) -> str:
        return self.name


class Segment(models.Model):
    """A type of client."""

    name = models.CharField(_("name"), max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name


class ClientKind(models.TextChoices):
    """Whether a client is an organisation or a single person."""

    ORGANISATION = "organisation", _("organisation")
    PERSON = "person", _("person")


class Client(models.Model):
    """An organisation or a person we sell to."""

    uid = uid_field()
    name = models.CharField(_("name"), max_length=200)
    # Folded by headway.web.search: both databases match case and accents differently.
    search_key = models.TextField(editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=ClientKind.choices, default=ClientKind.ORGANISATION)
    segment = models.ForeignKey(Segment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    referrer = models.ForeignKey(
        Referrer, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("referred by")
    )
    owner = models.ForeignKey("web.User", models.PROTECT, null=True, blank=True, related_name="clients")
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    created_at = InstantField()
    import_run = models.ForeignKey("web.ImportRun", models.PROTECT, null=True, related_name="+")
    # Of a client that was entered twice: the one that is kept, whose its records are now. It is offered nowhere.
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    merged_at = InstantField(null=True)
    merged_by = models.ForeignKey("web.User", models.PROTECT, null=True, related_name="+", db_index=False)
    # The fields that were empty in the kept one and took their value from here.
    merged_gave = models.JSONField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("merged_into",), name="client_merged_into", condition=models.Q(merged_into__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="client_has_a_name"),
            models.CheckConstraint(condition=models.Q(kind__in=ClientKind.values), name="client_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A human at a client."""

    uid = uid_field()
    client = models.ForeignKey(Client, models.CASCADE, related_name="persons")
    name = models.CharField(_("name"), max_length=200)
    job_title = models.CharField(_("job title"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    # The client that it was written down at where that was merged into another since.
    merged_from = models.ForeignKey("web.Client", models.PROTECT, null=True, related_name="+", db_index=False)
    # Whoever left stays in the history of contacts and committees, and is offered for nothing new.
    left_at = InstantField(null=True)
    import_run = models.ForeignKey("web.ImportRun", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("name",)
        indexes = (
            models.Index(
                fields=("merged_from",), name="person_merged_from", condition=models.Q(merged_from__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.name
