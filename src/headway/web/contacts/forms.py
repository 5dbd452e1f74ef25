"""The form of a contact: two taps fill it in, everything else has a default."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from headway.web.access import reps_for, steps_for
from headway.web.clock import now
from headway.web.contacts.draft import Draft
from headway.web.contacts.step_fields import StepFields
from headway.web.figures import day
from headway.web.log.times import is_too_old
from headway.web.log.undo import uid_beside
from headway.web.lookup import clients_alike, clients_called
from headway.web.models import (
    Client,
    ContactKind,
    ContactOutcome,
    LossReason,
    NextStep,
    Person,
    Role,
    Segment,
    Source,
    Stage,
    User,
)
from headway.web.page import plain_choices

QUICK_MINUTES = (5, 15, 30, 60)
# Whoever writes down what was so long ago is asked once whether the year is right.
_LONG_AGO = timedelta(days=300)


class ContactForm(StepFields):
    """What happened in one contact; the stage is left empty where the deal did not move."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=ContactKind.choices,
        error_messages={"required": _("Choose what it was: a call, a meeting, an e-mail …")},
    )
    stage = forms.ModelChoiceField(
        Stage.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("This stage is not in the funnel of the deal. Choose one of those shown here.")
        },
    )
    loss_reason = forms.ModelChoiceField(
        LossReason.objects.order_by("name"), required=False, label=_("Why was it lost?")
    )
    when = forms.DateTimeField(
        required=False,
        label=_("When"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        # In the first year of the calendar not every zone has a day.
        validators=[
            MinValueValidator(datetime(1900, 1, 1, tzinfo=UTC), _("The log begins with the year 1900. Check it."))
        ],
    )
    # Without scripts the quick buttons are sent as they are; a number in the field goes before them.
    quick = forms.IntegerField(required=False, min_value=0, max_value=24 * 60)
    minutes = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=24 * 60,
        label=_("Duration in minutes"),
        error_messages={
            "min_value": _("A contact cannot last less than 0 minutes. Write 0 to 1440."),
            "max_value": _("A contact lasts a day at the most. Write 0 to 1440."),
        },
    )
    is_inbound = forms.BooleanField(required=False, label=_("The client got in touch with us"))
    is_cold = forms.BooleanField(required=False, label=_("Cold: we had never spoken before"))
    # The log says how long a note may be; a limit of the field would cut off what is pasted, without a word.
    note = forms.CharField(required=False, label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}))
    outcome = forms.ChoiceField(choices=[("", "—"), *ContactOutcome.choices], required=False)
    persons = forms.ModelMultipleChoiceField(Person.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    person_name = forms.CharField(required=False, max_length=200, label=_("Somebody new there"))
    others = forms.ModelMultipleChoiceField(User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    keeps = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_sure = forms.BooleanField(required=False, label=_("Yes, it was that long ago"))
    is_another = forms.BooleanField(required=False, label=_("It is another one: save it as new"))
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
        for each in draft.also:
            self.fields[each.name] = each.field()
        self._let_choose_people()
        self.initial.setdefault("rep", user.pk)
        plain_choices(self)

    def _let_choose_people(self) -> None:
        """Offer the persons of the client and the colleagues; in a correction also whoever has left meanwhile."""
        written_rep, written_persons = self.initial.get("rep"), self.initial.get("persons", [])
        reps = reps_for(self.user).filter(Q(is_active=True) | Q(pk=written_rep))
        self._choice("rep").queryset = reps
        if len(reps) < 2:
            del self.fields["rep"]
        persons = Person.objects.filter(client=self.draft.client).filter(Q(left_at=None) | Q(pk__in=written_persons))
        self._choice("persons").queryset = persons
        sellers = Q(is_active=True, role__in=(Role.OWNER, Role.HEAD, Role.REP))
        colleagues = User.objects.filter(sellers | Q(pk__in=self.initial.get("others", [])))
        self._choice("others").queryset = colleagues.exclude(pk=written_rep or self.user.pk).order_by("name")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("minutes") is None:
            cleaned["minutes"] = cleaned.get("quick")
        if self.draft.client_name and "uid" in cleaned:
            self._check_name(self.draft.client_name, uid_beside("client", cleaned["uid"]))
        self._ask_whether_so_long_ago(cleaned)
        cleaned["keeps"] = self._step_kept(cleaned.get("keeps"))
        return cleaned

    def _check_name(self, name: str, uid: UUID) -> None:
        """Refuse to enter anybody twice, be it under a colleague; the same form sent again has the same ``uid``."""
        found = clients_called(self.user, name)
        for client in _others(found.mine, uid):
            problem = _("%(client)s is among your clients already. Choose it from the list.")
            self.add_error(None, problem % {"client": client.name})
            return
        for client in _others(found.foreign, uid):
            problem = _("%(client)s is a client already; %(owner)s looks after it. Talk to them first.")
            self.add_error(None, problem % {"client": client.name, "owner": client.owner or _("a colleague")})
            return
        if not self.cleaned_data.get("is_another"):
            self._ask_whether_another(name, uid)

    def _ask_whether_another(self, name: str, uid: UUID) -> None:
        """Name who is called so but for a legal form or signs: it may be the same, and only the writer knows."""
        found = clients_alike(self.user, name)
        for client in _others(found.mine, uid):
            problem = _("%(client)s is among your clients already. If it is the one, choose it from the list.")
            self.add_error("is_another", problem % {"client": client.name})
            return
        for client in _others(found.foreign, uid):
            problem = _(
                "%(client)s is a client already; %(owner)s looks after it. If it is the one, talk to them first."
            )
            told = {"client": client.name, "owner": client.owner or _("a colleague")}
            self.add_error("is_another", problem % told)
            return

    def _ask_whether_so_long_ago(self, cleaned: dict[str, Any]) -> None:
        when: datetime | None = cleaned.get("when")
        if when is None or when > now() - _LONG_AGO or cleaned.get("is_sure"):
            return
        written = self.initial.get("when")
        if is_too_old(when, now()):
            # The log refuses it: nothing is asked about what no answer lets in.
            return
        if not isinstance(written, datetime) or abs(when - written) > _LONG_AGO:
            self.add_error("is_sure", _("This was on %(day)s. Is the year right?") % {"day": day(when)})

    def _step_kept(self, id_: int | None) -> NextStep | None:
        """Return the next step that this contact was, if it is one of its client; one that has gone is no trouble."""
        if id_ is None or self.draft.client is None:
            return None
        return steps_for(self.user).filter(pk=id_, client=self.draft.client).first()

    @property
    def also(self) -> list[forms.BoundField]:
        """The fields of the other deals."""
        return [self[each.name] for each in self.draft.also]

    def _choice(self, name: str) -> Any:
        return self.fields[name]


def _others(found: list[Client], uid: UUID) -> list[Client]:
    """Return the first who is not the client that the same form has opened already."""
    return [client for client in found if client.uid != uid][:1]
