"""The page of one contact: what it was, what a bounce asks, and what is said about it."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.web.access import contacts_for, may_comment
from headway.web.asking import Asker
from headway.web.behind import Sight
from headway.web.clock import now
from headway.web.log import LogProblem
from headway.web.log.comments import LONGEST_COMMENT
from headway.web.models import Contact
from headway.web.page import PageRequest, next_url, signed_in
from headway.web.talk import flag_of, question_words, say, step_words, thread_of


class CommentForm(forms.Form):
    uid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3})
    )


@signed_in
def contact_talk(request: PageRequest, contact_id: int) -> HttpResponse:
    known = contacts_for(request.user).select_related("client", "rep", "deal", "stage", "stage_before")
    contact = get_object_or_404(known, pk=contact_id)
    asker = Asker(request.user, request.company, now())
    form = CommentForm(request.POST or None, initial={"uid": uuid4()})
    if form.is_valid() or (request.method == "POST" and not may_comment(request.user, contact)):
        try:
            say(asker, contact, form.cleaned_data.get("text", ""), uid=form.cleaned_data.get("uid", uuid4()), now=now())
        except LogProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.info(request, _("Your comment is here."))
            return redirect(next_url(request, request.path))
    return render(request, "review/talk.html", _shown(asker, contact, form), status=422 if form.errors else 200)


def _shown(asker: Asker, contact: Contact, form: CommentForm) -> dict[str, object]:
    flag = flag_of(contact, asker.bounce_days)
    comments = thread_of(contact, seen_by=asker.user, now=now())
    is_rep = contact.rep_id == asker.user.pk
    sight = Sight.of(asker.user, [contact.client_id], [contact.deal_id])
    return {
        "contact": contact,
        "client": sight.client(contact.client_id),
        "deal": sight.deal(contact.deal_id),
        "comments": comments,
        "form": form,
        "may_comment": may_comment(asker.user, contact)
        and (not is_rep or asker.user.role != "rep" or flag is not None or bool(comments)),
        "is_rep": is_rep,
        "question": question_words(flag, asker.bounce_days) if flag else "",
        "steps": step_words(flag) if flag else "",
        "is_answered": any(each.is_answer_to_flag for each in comments),
    }
