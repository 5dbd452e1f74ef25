"""The form of a contact: two taps fill it in, everything else has a default."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from headway.web.access import clients_for, foreign_clients_for, reps_for
from headway.web.contacts.draft import Draft, uid_beside
from headway.web.models import ContactKind, LossReason, Segment, Source, Stage, User
from headway.web.page import plain_choices
from headway.web.search import fold, search_clients

QUICK_MINUTES = (5, 15, 30, 60)


class ContactForm(forms.Form):
    """What happened in one contact; the stage is left empty where the deal did not move."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=ContactKind.choices,
        error_messages={"required": _("Choose what it was: a call, a meeting, an e-mail …")},
    )
    stage = forms.ModelChoiceField(Stage.objects.none(), required=False)
    loss_reason = forms.ModelChoiceField(
        LossReason.objects.order_by("name"), required=False, label=_("Why was it lost?")
    )
    when = forms.DateTimeField(
        required=False,
        label=_("When"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        # In the first year of the calendar not every zone has a day.
        validators=[MinValueValidator(datetime(1900, 1, 1, tzinfo=UTC))],
    )
    # Without scripts the quick buttons are sent as they are; a number in the field goes before them.
    quick = forms.IntegerField(required=False, min_value=0, max_value=24 * 60)
    minutes = forms.IntegerField(required=False, min_value=0, max_value=24 * 60, label=_("Duration in minutes"))
    is_inbound = forms.BooleanField(required=False, label=_("The client got in touch with us"))
    is_cold = forms.BooleanField(required=False, label=_("Cold: we had never spoken before"))
    note = forms.CharField(required=False, max_length=10_000, label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}))
    rep = forms.ModelChoiceField(User.objects.none(), required=False, label=_("Held by"), empty_label=None)
    deal_name = forms.CharField(required=False, max_length=200, label=_("What is the deal about?"))
    phone = forms.CharField(required=False, max_length=40, label=_("Phone"))
    segment = forms.ModelChoiceField(Segment.objects.order_by("name"), required=False, label=_("Segment"))
    source = forms.ModelChoiceField(Source.objects.order_by("name"), required=False, label=_("Source"))

    def __init__(self, draft: Draft, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft, self.user = draft, user
        stages = [stage.pk for stage in draft.road.stages] if draft.road else []
        self._choice("stage").queryset = Stage.objects.filter(pk__in=stages)
        reps = reps_for(user).filter(is_active=True)
        self._choice("rep").queryset = reps
        self.initial.setdefault("rep", user.pk)
        if len(reps) < 2:
            del self.fields["rep"]
        plain_choices(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("minutes") is None:
            cleaned["minutes"] = cleaned.get("quick")
        if self.draft.client_name and "uid" in cleaned:
            self._check_name(self.draft.client_name, uid_beside("client", cleaned["uid"]))
        return cleaned

    def _check_name(self, name: str, uid: UUID) -> None:
        """Refuse to enter anybody twice, be it under a colleague; the same form sent again has the same ``uid``."""
        for clients, problem in (
            (clients_for(self.user), _("%(client)s is among your clients already. Choose it from the list.")),
            (
                foreign_clients_for(self.user),
                _("%(client)s is a client already; %(owner)s looks after it. Talk to them first."),
            ),
        ):
            for client in search_clients(clients.exclude(uid=uid), name).select_related("owner")[:20]:
                if fold(client.name) == fold(name):
                    self.add_error(None, problem % {"client": client.name, "owner": client.owner or _("a colleague")})
                    return

    def _choice(self, name: str) -> Any:
        return self.fields[name]
