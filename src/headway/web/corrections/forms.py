"""The forms of a correction: which contacts to look at, and what to do with the chosen ones."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.web.access import clients_for, correctable_for, deals_for, reps_for
from headway.web.log.corrections import MOST, Correction
from headway.web.models import Contact, ContactKind, Deal, User
from headway.web.naming import NotUnderstood, one_named
from headway.web.page import plain_choices
from headway.web.search import fold, search_clients

_CHANGE, _DELETE, _MERGE = "change", "delete", "merge"
_NEAR = 3
_DEAL_ID = re.compile(r"#(\d{1,18})\s*$")


class Looked(forms.Form):
    """Which contacts to show, beside the period."""

    rep = forms.ModelChoiceField(
        User.objects.none(), required=False, label=gettext_lazy("Rep"), empty_label=gettext_lazy("All reps")
    )
    q = forms.CharField(required=False, max_length=200, label=gettext_lazy("Client"))
    deal = forms.ModelChoiceField(Deal.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, user: User, asked: Mapping[str, Any]) -> None:
        # The other form of the page has a rep and a deal too.
        super().__init__(asked, auto_id="looked_%s")
        self._user = user
        self.fields["rep"].queryset = reps_for(user).order_by("name")  # type: ignore[attr-defined]
        self.fields["deal"].queryset = deals_for(user)  # type: ignore[attr-defined]

    def contacts(self) -> QuerySet[Contact]:
        """Return the contacts that are asked for; what makes no sense narrows nothing."""
        self.is_valid()
        found, said = correctable_for(self._user), self.cleaned_data
        if said.get("rep"):
            found = found.filter(rep=said["rep"])
        if said.get("deal"):
            found = found.filter(deal=said["deal"])
        if said.get("q"):
            found = found.filter(client__in=search_clients(clients_for(self._user), said["q"]))
        return found


class CorrectionForm(forms.Form):
    """What to do with the chosen contacts."""

    contacts = forms.ModelMultipleChoiceField(
        Contact.objects.none(),
        error_messages={"required": gettext_lazy("Choose the contacts that are wrong.")},
    )
    action = forms.ChoiceField(
        choices=[
            (_CHANGE, gettext_lazy("Change what is filled in here")),
            (_MERGE, gettext_lazy("Make one of two entries of the same contact")),
            (_DELETE, gettext_lazy("Take them out of the log")),
        ],
        initial=_CHANGE,
        widget=forms.RadioSelect,
        label=gettext_lazy("What to do"),
    )
    deal = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("To the deal"),
        help_text=gettext_lazy("Its name; the client changes with it."),
    )
    is_stage_dropped = forms.BooleanField(required=False, label=gettext_lazy("They moved no stage"))
    rep = forms.ModelChoiceField(User.objects.none(), required=False, label=gettext_lazy("To the rep"))
    kind = forms.ChoiceField(
        choices=[("", "—"), *ContactKind.choices], required=False, label=gettext_lazy("To the kind")
    )
    days = forms.IntegerField(
        required=False,
        min_value=-366,
        max_value=366,
        label=gettext_lazy("Days later"),
        help_text=gettext_lazy("A number below zero moves them to earlier days."),
        error_messages=dict.fromkeys(
            ("min_value", "max_value"),
            gettext_lazy("They move by a year at the most. Write a number from -366 to 366."),
        ),
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user
        known = correctable_for(user).select_related("client", "deal", "rep")
        self.fields["contacts"].queryset = known  # type: ignore[attr-defined]
        rep: Any = self.fields["rep"]
        rep.queryset, rep.label_from_instance = reps_for(user).order_by("-is_active", "name"), _rep_words
        plain_choices(self)

    def clean_contacts(self) -> list[Contact]:
        """Bound how many there are."""
        contacts = list(self.cleaned_data["contacts"])
        if len(contacts) > MOST:
            raise forms.ValidationError(_("Correct %(most)s contacts at a time at most.") % {"most": MOST})
        return contacts

    def clean_deal(self) -> Deal | None:
        """Find the deal by its number or its name."""
        told = self.cleaned_data["deal"].strip()
        if not told:
            return None
        deals = deals_for(self._user).select_related("client")
        numbered = _DEAL_ID.search(told)
        if numbered:
            deal = deals.filter(pk=int(numbered[1])).first()
            if deal is None:
                raise forms.ValidationError(_("There is no such deal that you can see."))
            return deal
        near = deals.filter(Q(name__iexact=told) | Q(client__name__iexact=told))
        try:
            return deals.get(pk=one_named((near if near.exists() else deals).values_list("pk", "name"), told, "deal"))
        except NotUnderstood as problem:
            raise forms.ValidationError(_no_such(told, near if near.exists() else deals)) from problem

    def clean(self) -> dict[str, Any]:
        """Refuse what would change nothing, and a merge of other than two."""
        said = super().clean() or self.cleaned_data
        chosen = said.get("contacts") or []
        if self.is_merge and chosen and len(chosen) != 2:
            raise forms.ValidationError(
                _("Choose exactly two contacts to be made one; now it is %(n)s.") % {"n": len(chosen)}
            )
        if not self.errors and not self.is_merge and self.correction.says_nothing:
            raise forms.ValidationError(_("Fill in what is to be changed."))
        return said

    @property
    def is_merge(self) -> bool:
        """Whether two contacts are to be made one."""
        return self.cleaned_data.get("action") == _MERGE

    @property
    def correction(self) -> Correction:
        """What the form says."""
        said = self.cleaned_data
        if said["action"] == _DELETE:
            return Correction(is_deletion=True)
        return Correction(
            deal=said["deal"],
            is_stage_dropped=said["is_stage_dropped"],
            rep=said["rep"],
            kind=said["kind"],
            days=said["days"] or 0,
        )

    @property
    def is_deletion(self) -> bool:
        """Whether the contacts are to leave the log."""
        return self.cleaned_data.get("action") == _DELETE


def deal_words(deal: Deal) -> str:
    """Write a deal as it is offered, with the number by which it is found again."""
    return f"{deal.client.name}: {deal.name} #{deal.pk}"


def _rep_words(rep: User) -> str:
    """Write a name; whoever has left is marked, for a day on which they still worked may be meant."""
    return rep.name if rep.is_active else _("%(name)s (has left)") % {"name": rep.name}


def _no_such(told: str, deals: QuerySet[Deal]) -> str:
    """Say that there is no such deal, and name up to three that are written nearly so."""
    folded = {fold(name): id_ for id_, name in deals.values_list("pk", "name")}
    near = [folded[each] for each in get_close_matches(fold(told), folded, n=_NEAR, cutoff=0.5)]
    named = deals.in_bulk(near)
    missing = _("There is no deal '%(text)s'.") % {"text": told}
    if not near:
        return missing
    return f"{missing} " + _("Did you mean %(near)s?") % {"near": "; ".join(deal_words(named[id_]) for id_ in near)}
